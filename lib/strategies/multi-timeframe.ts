import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { ema } from '#lib/indicators/parts.ts'
import { innerChoice, innerRun, innerWarmup, savedParts, steering } from './inner.ts'
import { taken } from './taken.ts'
import { figure } from './words.ts'

const params = z.object({
  inner: innerChoice('sma-cross')
    .prefault({})
    .describe('The strategy whose entries are let through, with its parameters'),
  multiple: z.int().min(2).max(1_000).default(5).describe('Bars that make one longer bar'),
  trend: z.int().min(2).max(1_000).default(10).describe('Longer bars of the average that tells the trend'),
  leave: z
    .boolean()
    .default(true)
    .describe('Leave when the trend turns against the position, not only when the inner strategy does'),
})

/**
 * Trades a strategy only with the trend of longer bars (Elder 1986, triple screen): a leg may be long while the last longer
 * close stands above its average, and short while it stands below. Longer bars are made of closed ones alone: one that is
 * under way is not looked at.
 */
export const multiTimeframe: Strategy<typeof params> = {
  name: 'multi-timeframe',
  title: 'A strategy with the trend of longer bars',
  params,
  legs: [1, 50],
  space: { multiple: [3, 5, 10], trend: [5, 10, 20] },
  warmup: (p) => Math.max(innerWarmup(p.inner), p.multiple * p.trend - 1),
  create(p, context) {
    const legs = context.symbols.length
    const state = savedParts('multi-timeframe', p, context.saved, 1)
    const { cells } = state
    const inner = innerRun(p.inner, context, state.inner(0))
    const averages = context.symbols.map(() => ema(cells, p.trend))
    // 1 up, −1 down, 0 not known, for each leg; closed bars in the longer bar under way.
    const trend = cells.take(legs)
    const gap = cells.take(legs, Number.NaN)
    const bars = cells.count(1)
    const hold = steering(cells, legs, 0)
    const exits = taken(cells, legs)
    // What is let through now, and what is held because of it.
    const allowed = cells.take(legs)
    return {
      step(market) {
        for (let leg = 0; leg < legs; leg++) if (!(market.close[leg] > 0)) return null
        if (++bars[0] === p.multiple) {
          bars[0] = 0
          for (let leg = 0; leg < legs; leg++) {
            const average = averages[leg](market.close[leg])
            gap[leg] = market.close[leg] / average - 1
            trend[leg] = Number.isNaN(average) ? 0 : Math.sign(gap[leg])
          }
        }
        if (exits.wasTaken()) {
          hold.drop()
          allowed.fill(0)
          inner.drop({ leg: 0, quantity: 0, price: 0, held: 0, cause: 'margin' })
        }
        inner.step(market)
        for (let leg = 0; leg < legs; leg++) {
          const wanted = inner.weights[leg]
          const withTrend = wanted * trend[leg] > 0
          const keeps = !p.leave && allowed[leg] * wanted > 0
          allowed[leg] = withTrend || keeps ? wanted : 0
        }
        const turned = allowed.every((weight) => weight === 0) && inner.weights.some((weight) => weight !== 0)
        const words = turned ? 'the trend of longer bars has turned' : inner.reason
        return hold.towards(allowed, inner.strength, `${words}; trend ${figure(100 * gap[0], 1)} %`)
      },
      onFill: exits.onFill,
      readings: () => Object.fromEntries(context.symbols.map((symbol, leg) => [`trend ${symbol}`, gap[leg]])),
      save: () => state.keep([inner]),
    }
  },
}
