import { z } from 'zod'
import { indicator } from './indicator.ts'
import { change, previous, rollingMean } from './parts.ts'

/** Roll’s spread. Roll 1984: twice the root of the negative autocovariance of price changes; 0 where it is positive. */
export const rollSpread = indicator({
  name: 'roll-spread',
  title: 'Roll’s spread',
  group: 'microstructure',
  inputs: ['close'],
  outputs: ['spread'],
  params: z.object({ period: z.int().min(3).max(10_000).default(50).describe('Bars in the window') }),
  seeding: 'The window must be full.',
  source: 'Roll 1984: twice the root of the negative autocovariance of price changes; 0 where it is positive.',
  first: (p) => p.period + 1,
  step(p, m) {
    const step = change(m)
    const before = previous(m)
    const product = rollingMean(m, p.period)
    const now = rollingMean(m, p.period)
    const then = rollingMean(m, p.period)
    return (bar, out) => {
      const d = step(bar.close)
      const last = before(d)
      const known = !Number.isNaN(last)
      const covariance = product(d * last) - now(known ? d : Number.NaN) * then(last)
      out[0] = 2 * Math.sqrt(Math.max(0, -covariance))
    }
  },
})
