import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { ema } from '#lib/indicators/parts.ts'
import { type Inner, innerErrors, innerRun, savedParts, steering } from './inner.ts'
import { taken } from './taken.ts'
import { figure } from './words.ts'

const regimes = ['calm', 'normal', 'stressed'] as const

const choice = (strategy: string) =>
  z
    .object({
      strategy: z.string().min(1).default(strategy).describe('Name of a strategy, or flat'),
      params: z.record(z.string(), z.unknown()).default({}).describe('Its parameters; what is left out is its default'),
    })
    .superRefine(({ strategy: name, params: given }, context) => {
      if (name === 'flat') return
      for (const { path, message } of innerErrors(name, given)) context.addIssue({ code: 'custom', path, message })
    })

const params = z
  .object({
    calm: choice('sma-cross').prefault({}).describe('What trades while it is calm, with its parameters; flat: nothing'),
    normal: choice('bollinger-reversion').prefault({}).describe('What trades in between; flat: nothing'),
    stressed: choice('flat').prefault({}).describe('What trades under stress; flat: nothing'),
    fast: z.int().min(2).max(1_000).default(10).describe('Bars of the volatility that is judged'),
    slow: z.int().min(10).max(10_000).default(100).describe('Bars of the volatility it is judged by'),
    low: z.number().gt(0).max(1).default(0.85).describe('Calm below this ratio of the two'),
    high: z.number().min(1).max(10).default(1.3).describe('Stressed above this ratio of the two'),
    dwell: z.int().min(1).max(1_000).default(3).describe('Bars a regime has to last before it counts'),
  })
  .refine((p) => p.fast < p.slow, { path: ['fast'], message: 'fast must be below slow' })

/**
 * Changes the strategy with the volatility of the market: the short one over the long one says calm, normal or stressed, of
 * the bars so far alone. All strategies are followed all the time, so that each knows where it stands when its turn comes.
 */
export const regimeSwitch: Strategy<typeof params> = {
  name: 'regime-switch',
  title: 'Another strategy in another regime',
  params,
  legs: [1, 50],
  space: { low: [0.7, 0.85, 0.95], high: [1.1, 1.3, 1.6] },
  warmup: (p) => p.slow,
  create(p, context) {
    const legs = context.symbols.length
    const names = regimes.filter((regime) => p[regime].strategy !== 'flat')
    const state = savedParts('regime-switch', p, context.saved, names.length)
    const { cells } = state
    const inner = names.map((regime, i) => innerRun(p[regime], context, state.inner(i)))
    const quick = ema(cells, p.fast)
    const steady = ema(cells, p.slow)
    const before = cells.take(legs, Number.NaN)
    // Regime that counts, the one that may come next, bars it has lasted; ratio of the volatilities.
    const now = cells.take(4)
    const hold = steering(cells, legs, 0)
    const exits = taken(cells, legs)
    const nothing = new Float64Array(legs)
    const active = (): Inner | null => inner[names.indexOf(regimes[now[0]])] ?? null
    if (context.saved === undefined) {
      now[0] = 1
      now[1] = 1
      now[3] = Number.NaN
    }
    const judge = (ratio: number) => {
      now[3] = ratio
      const next = ratio < p.low ? 0 : ratio > p.high ? 2 : 1
      now[2] = next === now[1] ? now[2] + 1 : 1
      now[1] = next
      if (now[2] >= p.dwell) now[0] = next
    }
    return {
      step(market) {
        for (let leg = 0; leg < legs; leg++) if (!(market.close[leg] > 0)) return null
        let square = 0
        for (let leg = 0; leg < legs; leg++) {
          const change = market.close[leg] / before[leg] - 1
          before[leg] = market.close[leg]
          square += (change * change) / legs
        }
        const ratio = Math.sqrt(quick(square) / steady(square))
        if (exits.wasTaken()) {
          hold.drop()
          for (const one of inner) one.drop({ leg: 0, quantity: 0, price: 0, held: 0, cause: 'margin' })
        }
        for (const one of inner) one.step(market)
        if (Number.isNaN(ratio)) return null
        judge(ratio)
        const chosen = active()
        const regime = regimes[now[0]]
        const words = `${regime}, volatility ${figure(ratio)} of its usual`
        return chosen
          ? hold.towards(chosen.weights, chosen.strength, `${words}: ${p[regime].strategy}, ${chosen.reason}`)
          : hold.towards(nothing, 1, `${words}: flat`)
      },
      onFill: exits.onFill,
      readings: () => ({ ratio: now[3], regime: now[0] }),
      save: () => state.keep(inner),
    }
  },
}
