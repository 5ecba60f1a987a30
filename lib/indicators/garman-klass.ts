import { z } from 'zod'
import { indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'

/** Garman–Klass volatility. Garman & Klass 1980. */
export const garmanKlass = indicator({
  name: 'garman-klass',
  title: 'Garman–Klass volatility',
  group: 'volatility',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: ['volatility'],
  params: z.object({
    period: z.int().min(2).max(10_000).default(20).describe('Bars in the window'),
    barsPerYear: z.number().gt(0).max(1e9).default(252).describe('Bars in a year'),
  }),
  seeding: 'The window must be full.',
  source: 'Garman & Klass 1980.',
  first: (p) => p.period - 1,
  step(p, m) {
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      out[0] = Math.sqrt(
        p.barsPerYear *
          Math.max(
            0,
            mean(0.5 * Math.log(bar.high / bar.low) ** 2 - (2 * Math.LN2 - 1) * Math.log(bar.close / bar.open) ** 2),
          ),
      )
    }
  },
})
