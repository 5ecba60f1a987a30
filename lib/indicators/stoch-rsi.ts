import { z } from 'zod'
import { rollingMax, rollingMin } from '#lib/kernels/rolling-extremes.ts'
import { rollingRange } from './extremes.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { relativeStrength } from './parts.ts'
import { scratch } from './scratch.ts'
import { relativeStrengthColumn } from './strength.ts'

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
    const window = rollingRange(m, p.stochastic)
    return (bar, out) => {
      const rsi = strength(bar.close)
      window.push(rsi, rsi)
      const low = window.low()
      const range = window.high() - low
      out[0] = window.warm() ? (range === 0 ? 50 : (100 * (rsi - low)) / range) : Number.NaN
    }
  },
  batch(p, c, out) {
    const [values] = out
    const rsi = scratch(0, values.length)
    const low = scratch(1, values.length)
    relativeStrengthColumn(c.close, p.period, rsi)
    rollingMax(rsi, p.period, p.stochastic, values)
    rollingMin(rsi, p.period, p.stochastic, low)
    for (let i = p.period + p.stochastic - 1; i < values.length; i++) {
      const range = values[i] - low[i]
      values[i] = range === 0 ? 50 : (100 * (rsi[i] - low[i])) / range
    }
  },
})
