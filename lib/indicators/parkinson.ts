import { z } from 'zod'
import { indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'

/** Parkinson volatility. Parkinson 1980, from the range. */
export const parkinson = indicator({
  name: 'parkinson',
  title: 'Parkinson volatility',
  group: 'volatility',
  inputs: ['high', 'low'],
  outputs: ['volatility'],
  params: z.object({
    period: z.int().min(2).max(10_000).default(20).describe('Bars in the window'),
    barsPerYear: z.number().gt(0).max(1e9).default(252).describe('Bars in a year'),
  }),
  seeding: 'The window must be full.',
  source: 'Parkinson 1980, from the range.',
  first: (p) => p.period - 1,
  step(p, m) {
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      out[0] = Math.sqrt(p.barsPerYear * Math.max(0, mean(Math.log(bar.high / bar.low) ** 2 / (4 * Math.LN2))))
    }
  },
})
