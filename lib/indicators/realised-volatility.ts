import { z } from 'zod'
import { indicator } from './indicator.ts'
import { change, rollingMoments } from './parts.ts'

/** Realised volatility. Deviation of log returns, annual. */
export const realisedVolatility = indicator({
  name: 'realised-volatility',
  title: 'Realised volatility',
  group: 'volatility',
  inputs: ['close'],
  outputs: ['volatility'],
  params: z.object({
    period: z.int().min(2).max(10_000).default(20).describe('Bars in the window'),
    barsPerYear: z.number().gt(0).max(1e9).default(252).describe('Bars in a year'),
  }),
  seeding: 'The window must be full.',
  source: 'Deviation of log returns, annual.',
  first: (p) => p.period,
  step(p, m) {
    const moments = rollingMoments(m, p.period)
    const step = change(m)
    return (bar, out) => {
      moments.push(step(Math.log(bar.close)))
      out[0] = moments.warm() ? moments.deviation(1) * Math.sqrt(p.barsPerYear) : Number.NaN
    }
  },
})
