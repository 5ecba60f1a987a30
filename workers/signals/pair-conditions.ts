import { z } from 'zod'
import { conditionBars, correlationBars, type PairConditions, pairConditionsOf } from '#lib/monitoring/conditions.ts'
import { tail } from '#lib/monitoring/tail.ts'
import type { Step } from './watcher.ts'

const column = z.array(z.number().nullable())
const savedSchema = z.object({ spread: column, y: column, x: column })

/** The conditions of one watched pair, bar by bar. */
export interface PairConditionsRun {
  next(step: Step): void
  /** Where it stands after the last bar; computed when asked, so that catching up costs nothing. */
  now(): PairConditions
  save(): z.input<typeof savedSchema>
}

/** @param saved what `save` returned; anything else begins anew. */
export function pairConditionsRun(barsPerYear: number, saved?: unknown): PairConditionsRun {
  const before = savedSchema.safeParse(saved).data
  const spread = tail(conditionBars, before?.spread)
  const [y, x] = [before?.y, before?.x].map((one) => tail(correlationBars + 1, one))
  return {
    next({ readings, closes }) {
      spread.push(readings.spread ?? Number.NaN)
      y.push(closes[0])
      x.push(closes[1])
    },
    now: () => pairConditionsOf({ spread: spread.values(), y: y.values(), x: x.values() }, barsPerYear),
    save: () => ({ spread: spread.save(), y: y.save(), x: x.save() }),
  }
}
