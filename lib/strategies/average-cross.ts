import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { type Cells, cellsOf } from './cells.ts'
import { direction, enter, exposure, leave } from './sides.ts'
import { taken } from './taken.ts'
import { figure } from './words.ts'

const paramsOf = (fast: number, slow: number) =>
  z
    .object({
      fast: z.int().min(1).max(10_000).default(fast).describe('Bars of the fast average'),
      slow: z.int().min(2).max(10_000).default(slow).describe('Bars of the slow average'),
      direction: direction('long'),
      exposure,
    })
    .refine((p) => p.fast < p.slow, { path: ['fast'], message: 'fast must be below slow' })

export interface AverageCross {
  readonly name: string
  readonly title: string
  readonly fast: number
  readonly slow: number
  readonly space: { readonly fast: readonly number[]; readonly slow: readonly number[] }
  /** The average of so many bars, one value after the other. */
  readonly average: (cells: Cells, bars: number) => (value: number) => number
  /** Bars before its first value. Default: one less than it spans. */
  readonly settled?: (bars: number) => number
}

/** In the market while the fast average stands above the slow one; the other side of it, when asked for. */
export const averageCross = (cross: AverageCross): Strategy<ReturnType<typeof paramsOf>> => ({
  name: cross.name,
  title: cross.title,
  params: paramsOf(cross.fast, cross.slow),
  legs: [1, 1],
  space: { ...cross.space },
  warmup: (p) => cross.settled?.(p.slow) ?? p.slow - 1,
  create(p, context) {
    const cells = cellsOf(cross.name, p, context)
    const quick = cross.average(cells, p.fast)
    const steady = cross.average(cells, p.slow)
    // Side, and the side that was taken away: not entered again before the averages have crossed.
    const side = cells.take(2)
    const exits = taken(cells, 1)
    const last = cells.take(2, Number.NaN)
    return {
      step(market) {
        const close = market.close[0]
        if (!(close > 0)) return null
        const f = quick(close)
        const s = steady(close)
        last[0] = f
        last[1] = s
        if (exits.wasTaken()) {
          side[1] = side[0]
          side[0] = 0
        }
        if (side[1] !== 0 && side[1] > 0 !== f > s) side[1] = 0
        if (f > s && side[0] <= 0 && side[1] <= 0) {
          side[0] = 1
          return enter(1, p.exposure, (f / s - 1) * 20, `fast ${figure(f)} above slow ${figure(s)}`)
        }
        if (f < s && side[0] >= 0 && side[1] >= 0) {
          const held = side[0]
          const reason = `fast ${figure(f)} below slow ${figure(s)}`
          if (p.direction === 'both') {
            side[0] = -1
            return enter(-1, p.exposure, (1 - f / s) * 20, reason)
          }
          side[0] = 0
          return held > 0 ? leave('EXIT', (1 - f / s) * 20, reason) : null
        }
        return null
      },
      onFill: exits.onFill,
      readings: () => ({ fast: last[0], slow: last[1] }),
      save: cells.keep,
    }
  },
})
