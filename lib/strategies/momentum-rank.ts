import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { lag } from '#lib/indicators/parts.ts'
import { after, calendar, calendarWarmup } from './calendar.ts'
import { cellsOf } from './cells.ts'
import { exposure } from './sides.ts'
import { taken } from './taken.ts'
import { figure } from './words.ts'

const params = z
  .object({
    lookback: z.int().min(2).max(10_000).default(120).describe('Bars over which the return is measured'),
    skip: z.int().min(0).max(1_000).default(5).describe('Newest bars that are left out of it'),
    top: z.int().min(1).max(50).default(1).describe('How many of the strongest are held'),
    every: z.int().min(1).max(1_000).default(20).describe('Bars between two rankings, about; the calendar says which'),
    absolute: z.boolean().default(true).describe('Only what has risen is held; the rest stays in cash'),
    exposure,
  })
  .refine((p) => p.skip < p.lookback, { path: ['skip'], message: 'skip must be below lookback' })

/**
 * Holds the strongest of several symbols in equal parts (Jegadeesh & Titman 1993), in cash what has not risen
 * (Antonacci 2014).
 */
export const momentumRank: Strategy<typeof params> = {
  name: 'momentum-rank',
  title: 'Momentum, the strongest of several',
  params,
  legs: [2, 50],
  space: { lookback: [60, 120, 200], every: [5, 10, 20] },
  warmup: (p) => calendarWarmup(p.every, p.lookback),
  create(p, context) {
    const count = context.symbols.length
    const cells = cellsOf('momentum-rank', p, context)
    const far = context.symbols.map(() => lag(cells, p.lookback))
    const near = context.symbols.map(() => (p.skip > 0 ? lag(cells, p.skip) : (value: number) => value))
    const held = cells.take(count)
    const momentum = cells.take(count, Number.NaN)
    const due = calendar(cells, p.every, p.lookback)
    const ready = after(cells, calendarWarmup(p.every, p.lookback))
    const exits = taken(cells, count)
    const rank = (): number[] =>
      Array.from(momentum, (_, leg) => leg)
        .filter((leg) => !p.absolute || momentum[leg] > 0)
        // Equal momentum: the first symbol first, so that the order never depends on the sort.
        .sort((a, b) => momentum[b] - momentum[a] || a - b)
        .slice(0, p.top)
    return {
      step(market) {
        for (let leg = 0; leg < count; leg++) if (!(market.close[leg] > 0)) return null
        due.next(market.ts)
        const isReady = ready()
        for (let leg = 0; leg < count; leg++) {
          const from = far[leg](market.close[leg])
          momentum[leg] = near[leg](market.close[leg]) / from - 1
        }
        for (let leg = 0; leg < count; leg++) if (Number.isNaN(momentum[leg])) return null
        // What is gone may be bought again at the next ranking, not before.
        if (exits.wasTaken()) held.fill(0)
        if (!isReady || !due.begins) return null
        const chosen = rank()
        const same = chosen.length === held.reduce((sum, one) => sum + one, 0) && chosen.every((leg) => held[leg] === 1)
        if (same) return null
        const wasFlat = held.every((one) => one === 0)
        held.fill(0)
        for (const leg of chosen) held[leg] = 1
        const share = p.exposure / Math.min(p.top, count)
        const weights = Array.from(held, (one) => one * share)
        const list = chosen.map((leg) => `${context.symbols[leg]} ${figure(100 * momentum[leg], 1)} %`).join(', ')
        if (chosen.length === 0)
          return { kind: 'EXIT', side: 'flat', weights, strength: 1, reason: `none has risen in ${p.lookback} bars` }
        const kind = wasFlat ? 'ENTER' : 'REBALANCE'
        return {
          kind,
          side: 'long',
          weights,
          strength: chosen.length / Math.min(p.top, count),
          reason: `strongest: ${list}`,
        }
      },
      onFill: exits.onFill,
      readings: () => Object.fromEntries(context.symbols.map((symbol, leg) => [`momentum ${symbol}`, momentum[leg]])),
      save: cells.keep,
    }
  },
}
