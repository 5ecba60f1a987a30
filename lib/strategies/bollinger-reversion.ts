import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { rollingMoments } from '#lib/indicators/parts.ts'
import { cellsOf } from './cells.ts'
import { direction, enter, exposure, leave } from './sides.ts'
import { taken } from './taken.ts'
import { figure } from './words.ts'

const params = z
  .object({
    window: z.int().min(3).max(10_000).default(20).describe('Bars of the mean and deviation'),
    width: z.number().gt(0).max(20).default(2).describe('Deviations from the mean to its bands'),
    exit: z.number().min(-20).max(20).default(0).describe('Leave when this many deviations short of the mean'),
    stop: z.number().gt(0).max(50).default(4).describe('Give up this many deviations away'),
    direction: direction('long'),
    exposure,
  })
  .refine((p) => p.exit < p.width, { path: ['exit'], message: 'exit must be below width' })
  .refine((p) => p.stop > p.width, { path: ['stop'], message: 'stop must be above width' })

/** Buys below the lower band and leaves at the mean; short above the upper one, when asked for (Bollinger 2001). */
export const bollingerReversion: Strategy<typeof params> = {
  name: 'bollinger-reversion',
  title: 'Reversion from Bollinger bands',
  params,
  legs: [1, 1],
  space: { window: [10, 20, 50], width: [1.5, 2, 2.5] },
  warmup: (p) => p.window - 1,
  create(p, context) {
    const cells = cellsOf('bollinger-reversion', p, context)
    const moments = rollingMoments(cells, p.window)
    // Side, and 1 after a stop until the price has come home.
    const state = cells.take(2)
    const exits = taken(cells, 1)
    const last = cells.take(3, Number.NaN)
    return {
      step(market) {
        const close = market.close[0]
        if (!(close > 0)) return null
        moments.push(close)
        if (!moments.warm()) return null
        const mean = moments.mean()
        const sd = moments.deviation(0)
        const z = sd > 1e-12 * mean ? (close - mean) / sd : 0
        last[0] = z
        last[1] = mean
        last[2] = sd
        const text = figure(z)
        if (exits.wasTaken()) {
          state[0] = 0
          state[1] = 1
        }
        if (state[1] === 1 && Math.abs(z) < p.width) state[1] = 0
        if (state[0] === 0) {
          if (state[1] === 1 || Math.abs(z) >= p.stop) return null
          const sign = z <= -p.width ? 1 : p.direction === 'both' && z >= p.width ? -1 : 0
          if (sign === 0) return null
          state[0] = sign
          return enter(sign, p.exposure, Math.abs(z) / p.stop, `${text} deviations, beyond ${figure(-sign * p.width)}`)
        }
        const gain = state[0] * z
        if (gain <= -p.stop) {
          state[0] = 0
          state[1] = 1
          return leave('STOP', 1, `${text} deviations, beyond the stop ${figure(p.stop)}`)
        }
        if (gain < -p.exit) return null
        state[0] = 0
        return leave('EXIT', 1, `${text} deviations, back at ${figure(p.exit)}`)
      },
      onFill: exits.onFill,
      readings: () => ({ z: last[0], mean: last[1], sd: last[2] }),
      save: cells.keep,
    }
  },
}
