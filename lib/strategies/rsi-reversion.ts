import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { relativeStrength } from '#lib/indicators/parts.ts'
import { cellsOf } from './cells.ts'
import { barsToSettle, heldBack } from './settling.ts'
import { direction, enter, exposure, leave } from './sides.ts'
import { taken } from './taken.ts'
import { figure } from './words.ts'

const params = z
  .object({
    period: z.int().min(2).max(10_000).default(14).describe('Bars of the relative strength index'),
    lower: z.number().gt(0).lt(50).default(30).describe('Buy at or below this; short at or above 100 less this'),
    exit: z.number().gt(0).lt(100).default(50).describe('Leave a long position at or above this'),
    timeStopBars: z.int().min(0).max(1_000_000).default(20).describe('Give up after this many bars; 0: never'),
    direction: direction('long'),
    exposure,
  })
  .refine((p) => p.lower < p.exit, { path: ['lower'], message: 'lower must be below exit' })

/** Bars before the first decision: the averages of Wilder begin with a plain mean, which fades by 1/period a bar. */
const settled = (p: { readonly period: number }) => p.period + barsToSettle(1 / p.period)

/** Buys weakness and sells it back in the middle; strength too, when asked for (Wilder 1978 for the index). */
export const rsiReversion: Strategy<typeof params> = {
  name: 'rsi-reversion',
  title: 'Reversion of the relative strength index',
  params,
  legs: [1, 1],
  space: { period: [7, 14, 21], lower: [20, 25, 30] },
  warmup: settled,
  create(p, context) {
    const cells = cellsOf('rsi-reversion', p, context)
    const strength = heldBack(cells, settled(p), relativeStrength(cells, p.period))
    // Side, bars since the decision, and 1 after a position was taken away until the index has come home.
    const state = cells.take(3)
    const exits = taken(cells, 1)
    const last = cells.take(1, Number.NaN)
    const out = (kind: 'EXIT' | 'STOP', reason: string) => {
      state[0] = 0
      state[1] = 0
      return leave(kind, 1, reason)
    }
    return {
      step(market) {
        if (!(market.close[0] > 0)) return null
        const value = strength(market.close[0])
        last[0] = value
        if (Number.isNaN(value)) return null
        if (exits.wasTaken()) {
          state.fill(0)
          state[2] = 1
        }
        const inside = value > p.lower && value < 100 - p.lower
        if (inside) state[2] = 0
        const text = figure(value, 1)
        if (state[0] === 0) {
          const sign = value <= p.lower ? 1 : p.direction === 'both' && value >= 100 - p.lower ? -1 : 0
          if (sign === 0 || state[2] === 1) return null
          state[0] = sign
          const level = sign > 0 ? `at or below ${p.lower}` : `at or above ${100 - p.lower}`
          return enter(sign, p.exposure, Math.abs(value - 50) / 50, `RSI ${text} ${level}`)
        }
        state[1]++
        const home = state[0] > 0 ? value >= p.exit : value <= 100 - p.exit
        if (home) return out('EXIT', `RSI ${text} back past ${state[0] > 0 ? p.exit : 100 - p.exit}`)
        if (p.timeStopBars > 0 && state[1] >= p.timeStopBars)
          return out('STOP', `held ${state[1]} bars, time stop ${p.timeStopBars}, RSI ${text}`)
        return null
      },
      onFill: exits.onFill,
      readings: () => ({ rsi: last[0] }),
      save: cells.keep,
    }
  },
}
