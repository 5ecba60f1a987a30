import { z } from 'zod'
import { rollingMeanColumn } from '#lib/kernels/rolling.ts'
import { rollingMax, rollingMin } from '#lib/kernels/rolling-extremes.ts'
import { rollingRange } from './extremes.ts'
import { bars, indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'

/** Stochastic oscillator. Lane 1957. Fast K is defined before its means. */
export const stochastic = indicator({
  name: 'stochastic',
  title: 'Stochastic oscillator',
  group: 'momentum',
  inputs: ['high', 'low', 'close'],
  outputs: ['fastK', 'slowK', 'slowD'],
  params: z.object({ period: bars(14), smooth: bars(3, 'Bars of the means that make slow K and D') }),
  seeding: 'The window must be full.',
  source: 'Lane 1957. Fast K is defined before its means.',
  first: (p) => p.period + 2 * p.smooth - 3,
  step(p, m) {
    const window = rollingRange(m, p.period)
    const slowK = rollingMean(m, p.smooth)
    const slowD = rollingMean(m, p.smooth)
    return (bar, out) => {
      window.push(bar.high, bar.low)
      const low = window.low()
      const range = window.high() - low
      const fast = window.warm() ? (range === 0 ? 50 : (100 * (bar.close - low)) / range) : Number.NaN
      const slow = slowK(fast)
      out[0] = fast
      out[1] = slow
      out[2] = slowD(slow)
    }
  },
  batch(p, c, out) {
    const [fast, slowK, slowD] = out
    const { close } = c
    rollingMax(c.high, 0, p.period, fast)
    rollingMin(c.low, 0, p.period, slowK)
    for (let i = p.period - 1; i < close.length; i++) {
      const range = fast[i] - slowK[i]
      fast[i] = range === 0 ? 50 : (100 * (close[i] - slowK[i])) / range
    }
    rollingMeanColumn(fast, p.period - 1, p.smooth, slowK)
    rollingMeanColumn(slowK, p.period + p.smooth - 2, p.smooth, slowD)
  },
})
