import { z } from 'zod'
import { indicator } from './indicator.ts'
import { rollingMoments } from './parts.ts'

/** Standard deviation. Divisor n − 1. */
export const deviationIndicator = indicator({
  name: 'deviation',
  title: 'Standard deviation',
  group: 'volatility',
  inputs: ['close'],
  outputs: ['deviation'],
  params: z.object({ period: z.int().min(2).max(10_000).default(20).describe('Bars in the window') }),
  seeding: 'The window must be full.',
  source: 'Divisor n − 1.',
  first: (p) => p.period - 1,
  step(p, m) {
    const moments = rollingMoments(m, p.period)
    return (bar, out) => {
      moments.push(bar.close)
      out[0] = moments.warm() ? moments.deviation(1) : Number.NaN
    }
  },
})
