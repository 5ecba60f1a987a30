import { z } from 'zod'
import type { Decision, Strategy } from '#lib/contracts/strategy.ts'
import { bertramBands } from '#lib/stats/bands.ts'
import { fitOrnsteinUhlenbeck } from '#lib/stats/ornstein-uhlenbeck.ts'
import { after, calendar, calendarWarmup } from './calendar.ts'
import { cellsOf } from './cells.ts'
import { taken } from './taken.ts'
import { figure } from './words.ts'

const params = z.object({
  window: z.int().min(30).max(100_000).default(250).describe('Bars to which hedge and process are fitted'),
  refit: z.int().min(1).max(10_000).default(20).describe('Bars between two fits, about; the calendar says which'),
  costBps: z.number().min(0).max(1_000).default(40).describe('Cost of a round trip, in basis points of the spread'),
  timeStopBars: z.int().min(0).max(1_000_000).default(120).describe('Give up after this many bars; 0: never'),
})

/** α, β, μ, distance to the bands, 1 when they earn their cost. */
const [alpha, beta, mean, distance, sound] = [0, 1, 2, 3, 4]

/**
 * Fits an Ornstein–Uhlenbeck process to the spread of two log prices and trades between the bands that earn most per
 * unit of time after costs (Bertram 2010): long at the lower band, short at the upper, flat when there are none.
 */
export const ouBands: Strategy<typeof params> = {
  name: 'ou-bands',
  title: 'Pair, optimal bands of a returning spread',
  params,
  legs: [2, 2],
  space: { window: [90, 125, 180], costBps: [20, 40, 60] },
  warmup: (p) => calendarWarmup(p.refit, p.window),
  create(p, context) {
    const cells = cellsOf('ou-bands', p, context)
    const ys = cells.take(p.window)
    const xs = cells.take(p.window)
    const fit = cells.take(5, Number.NaN)
    // Place in the rings, bars in them, side, bars held, and the side that was taken away: not entered again before the
    // spread has been back between its bands.
    const state = cells.take(5)
    const due = calendar(cells, p.refit, p.window)
    const ready = after(cells, calendarWarmup(p.refit, p.window))
    const exits = taken(cells, 2)
    const last = cells.take(1, Number.NaN)
    const scratch = new Float64Array(p.window)

    /** Straight line through the logs in the rings, then the process of what it leaves. */
    const refit = () => {
      let my = 0
      let mx = 0
      for (let i = 0; i < p.window; i++) {
        my += ys[i] / p.window
        mx += xs[i] / p.window
      }
      let xx = 0
      let xy = 0
      for (let i = 0; i < p.window; i++) {
        xx += (xs[i] - mx) ** 2
        xy += (xs[i] - mx) * (ys[i] - my)
      }
      fit[sound] = 0
      if (!(xx > 1e-20)) return
      fit[beta] = xy / xx
      fit[alpha] = my - fit[beta] * mx
      for (let i = 0; i < p.window; i++) {
        const at = (state[0] + i) % p.window
        scratch[i] = ys[at] - fit[alpha] - fit[beta] * xs[at]
      }
      const process = fitOrnsteinUhlenbeck(scratch)
      const bands = process && process.sigma > 1e-12 ? bertramBands(process, p.costBps / 1e4) : null
      if (!process || !bands) return
      fit[mean] = process.mu
      fit[distance] = bands.exit - process.mu
      fit[sound] = 1
    }
    const flat = (kind: 'EXIT' | 'STOP', reason: string): Decision => {
      state[2] = 0
      return { kind, side: 'flat', weights: [0, 0], strength: 1, reason }
    }
    return {
      step(market) {
        const y = Math.log(market.close[0])
        const x = Math.log(market.close[1])
        if (!Number.isFinite(y) || !Number.isFinite(x)) return null
        due.next(market.ts)
        const warm = state[1] === p.window
        if (warm && due.begins) refit()
        if (!warm) state[1]++
        ys[state[0]] = y
        xs[state[0]] = x
        state[0] = state[0] + 1 === p.window ? 0 : state[0] + 1
        if (!ready()) return null
        if (exits.wasTaken()) {
          state[4] = state[2]
          state[2] = 0
        }
        if (state[2] !== 0) state[3]++
        if (fit[sound] !== 1) return state[2] === 0 ? null : flat('STOP', 'no bands earn their cost any more')
        const away = y - fit[alpha] - fit[beta] * x - fit[mean]
        last[0] = away / fit[distance]
        if (state[2] !== 0 && p.timeStopBars > 0 && state[3] >= p.timeStopBars)
          return flat('STOP', `held ${state[3]} bars, time stop ${p.timeStopBars}`)
        const sign = away <= -fit[distance] ? 1 : away >= fit[distance] ? -1 : 0
        if (sign !== state[4]) state[4] = 0
        if (sign === 0 || sign === state[2] || sign === state[4]) return null
        state[2] = sign
        state[3] = 0
        const gross = 1 + Math.abs(fit[beta])
        return {
          kind: 'ENTER',
          side: sign > 0 ? 'long' : 'short',
          weights: [sign / gross, (-sign * fit[beta]) / gross],
          strength: Math.min(1, Math.abs(last[0]) / 2),
          reason: `spread ${figure(1e4 * away, 0)} bp from its mean, band at ${figure(-sign * 1e4 * fit[distance], 0)} bp`,
        }
      },
      onFill: exits.onFill,
      readings: () => ({ z: last[0], beta: fit[beta], mean: fit[mean], band: fit[distance] }),
      save: cells.keep,
    }
  },
}
