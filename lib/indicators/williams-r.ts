import { z } from 'zod'
import { rollingMax, rollingMin } from '#lib/kernels/rolling-extremes.ts'
import { rollingRange } from './extremes.ts'
import { bars, indicator } from './indicator.ts'
import { scratch } from './scratch.ts'

/** Williams %R. Williams 1973: 0 at the high of the window, −100 at its low. */
export const williamsR = indicator({
  name: 'williams-r',
  title: 'Williams %R',
  group: 'momentum',
  inputs: ['high', 'low', 'close'],
  outputs: ['williamsR'],
  params: z.object({ period: bars(14) }),
  seeding: 'The window must be full.',
  source: 'Williams 1973: 0 at the high of the window, −100 at its low.',
  first: (p) => p.period - 1,
  step(p, m) {
    const window = rollingRange(m, p.period)
    return (bar, out) => {
      window.push(bar.high, bar.low)
      const high = window.high()
      const range = high - window.low()
      out[0] = window.warm() ? (range === 0 ? -50 : (-100 * (high - bar.close)) / range) : Number.NaN
    }
  },
  batch(p, c, out) {
    const [values] = out
    const low = scratch(0, values.length)
    rollingMax(c.high, 0, p.period, values)
    rollingMin(c.low, 0, p.period, low)
    for (let i = p.period - 1; i < values.length; i++) {
      const range = values[i] - low[i]
      values[i] = range === 0 ? -50 : (-100 * (values[i] - c.close[i])) / range
    }
  },
})
