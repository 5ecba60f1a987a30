import { z } from 'zod'
import { rollingMax, rollingMin } from '#lib/kernels/rolling-extremes.ts'
import { bars, indicator } from './indicator.ts'
import { rollingExtreme } from './parts.ts'
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
    const high = rollingExtreme(m, p.period, 1)
    const low = rollingExtreme(m, p.period, -1)
    return (bar, out) => {
      high.push(bar.high)
      low.push(bar.low)
      const range = high.value() - low.value()
      out[0] = high.warm() ? (range === 0 ? -50 : (-100 * (high.value() - bar.close)) / range) : Number.NaN
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
