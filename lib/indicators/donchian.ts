import { z } from 'zod'
import { rollingMax, rollingMin } from '#lib/kernels/rolling-extremes.ts'
import { rollingRange } from './extremes.ts'
import { bars, indicator } from './indicator.ts'

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
    const range = rollingRange(m, p.period)
    return (bar, out) => {
      range.push(bar.high, bar.low)
      const warm = range.warm()
      const upper = warm ? range.high() : Number.NaN
      const lower = warm ? range.low() : Number.NaN
      out[0] = upper
      out[1] = lower
      out[2] = (upper + lower) / 2
    }
  },
  batch(p, c, out) {
    const [upper, lower, middle] = out
    rollingMax(c.high, 0, p.period, upper)
    rollingMin(c.low, 0, p.period, lower)
    for (let i = 0; i < middle.length; i++) middle[i] = (upper[i] + lower[i]) / 2
  },
})
