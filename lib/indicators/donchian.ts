import { z } from 'zod'
import { rollingMax, rollingMin } from '#lib/kernels/rolling-extremes.ts'
import { bars, indicator } from './indicator.ts'
import { rollingExtreme } from './parts.ts'

/** Donchian channel. Donchian 1960, this bar included: shift by one before trading a breakout. */
export const donchian = indicator({
  name: 'donchian',
  title: 'Donchian channel',
  group: 'band',
  inputs: ['high', 'low'],
  outputs: ['upper', 'lower', 'middle'],
  params: z.object({ period: bars(20) }),
  seeding: 'The window must be full.',
  source: 'Donchian 1960, this bar included: shift by one before trading a breakout.',
  first: (p) => p.period - 1,
  step(p, m) {
    const high = rollingExtreme(m, p.period, 1)
    const low = rollingExtreme(m, p.period, -1)
    return (bar, out) => {
      high.push(bar.high)
      low.push(bar.low)
      const warm = high.warm()
      out[0] = warm ? high.value() : Number.NaN
      out[1] = warm ? low.value() : Number.NaN
      out[2] = (out[0] + out[1]) / 2
    }
  },
  batch(p, c, out) {
    const [upper, lower, middle] = out
    rollingMax(c.high, 0, p.period, upper)
    rollingMin(c.low, 0, p.period, lower)
    for (let i = 0; i < middle.length; i++) middle[i] = (upper[i] + lower[i]) / 2
  },
})
