import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { rollingMean } from '#lib/indicators/parts.ts'
import { cellsOf } from './cells.ts'
import { exposure } from './sides.ts'
import { taken } from './taken.ts'
import { figure } from './words.ts'

const params = z
  .object({
    window: z.int().min(2).max(10_000).default(50).describe('Bars of the mean that the grid hangs on'),
    stepBps: z.number().min(1).max(5_000).default(150).describe('Distance between two lines, in basis points'),
    lines: z.int().min(1).max(100).default(5).describe('Lines below the mean, and equal parts that are bought'),
    limit: z.int().min(1).max(1_000).default(8).describe('Give up this many lines below the mean'),
    exposure,
  })
  .refine((p) => p.limit > p.lines, { path: ['limit'], message: 'limit must lie below the last line' })

/** Lines hang here; parts that are held; bars to wait after giving up. */
const [anchor, parts, wait] = [0, 1, 2]

/**
 * A grid of prices: one part is bought at each line that is crossed downwards, and sold at the line above it. The grid hangs
 * on the mean as long as nothing is held, and stays where it is from the first purchase on; below its limit it gives up.
 */
export const grid: Strategy<typeof params> = {
  name: 'grid',
  title: 'Grid below the mean',
  params,
  legs: [1, 1],
  space: { stepBps: [75, 150, 300], lines: [3, 5, 7] },
  warmup: (p) => p.window - 1,
  create(p, context) {
    const cells = cellsOf('grid', p, context)
    const mean = rollingMean(cells, p.window)
    const state = cells.take(3)
    const exits = taken(cells, 1)
    const last = cells.take(1, Number.NaN)
    return {
      step(market) {
        const close = market.close[0]
        if (!(close > 0)) return null
        const average = mean(close)
        if (exits.wasTaken()) {
          state[parts] = 0
          state[wait] = p.window
        }
        if (Number.isNaN(average)) return null
        if (state[parts] === 0) state[anchor] = average
        if (state[wait] > 0) {
          state[wait]--
          return null
        }
        // Lines below the anchor; not a whole number.
        const depth = ((1 - close / state[anchor]) * 1e4) / p.stepBps
        last[0] = depth
        const held = state[parts]
        if (depth >= p.limit) {
          if (held === 0) return null
          state[parts] = 0
          state[wait] = p.window
          return {
            kind: 'STOP',
            side: 'flat',
            weights: [0],
            strength: 1,
            reason: `${figure(depth)} lines down, beyond the limit ${p.limit}`,
          }
        }
        // Part k is bought at line k and sold at line k − 1.
        const most = Math.min(p.lines, Math.floor(depth))
        const least = Math.min(p.lines, Math.max(0, Math.ceil(depth)))
        const next = most > held ? most : least < held ? least : held
        if (next === held) return null
        state[parts] = next
        const weights = [(p.exposure * next) / p.lines]
        const reason = `${figure(depth)} lines below ${figure(state[anchor])}: ${next} of ${p.lines} parts`
        if (next === 0) return { kind: 'EXIT', side: 'flat', weights: [0], strength: 1, reason }
        return { kind: held === 0 ? 'ENTER' : 'REBALANCE', side: 'long', weights, strength: next / p.lines, reason }
      },
      onFill: exits.onFill,
      readings: () => ({ depth: last[0], parts: state[parts], anchor: state[anchor] }),
      save: cells.keep,
    }
  },
}
