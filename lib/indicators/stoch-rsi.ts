import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { relativeStrength, rollingExtreme } from './parts.ts'

/** Stochastic RSI. Chande & Kroll 1994. */
export const stochRsi = indicator({
  name: 'stoch-rsi',
  title: 'Stochastic RSI',
  group: 'momentum',
  inputs: ['close'],
  outputs: ['stochRsi'],
  params: z.object({ period: bars(14), stochastic: bars(14, 'Bars of the range of the RSI') }),
  seeding: 'As the RSI, then a full window of it.',
  source: 'Chande & Kroll 1994.',
  first: (p) => p.period + p.stochastic - 1,
  settled: (p) => p.period + p.stochastic + forgets(1 / p.period),
  step(p, m) {
    const strength = relativeStrength(m, p.period)
    const high = rollingExtreme(m, p.stochastic, 1)
    const low = rollingExtreme(m, p.stochastic, -1)
    return (bar, out) => {
      const rsi = strength(bar.close)
      high.push(rsi)
      low.push(rsi)
      const range = high.value() - low.value()
      out[0] = high.warm() ? (range === 0 ? 50 : (100 * (rsi - low.value())) / range) : Number.NaN
    }
  },
})
