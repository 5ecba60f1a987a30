import { z } from 'zod'
import { indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'

/** Rogers–Satchell volatility. Rogers & Satchell 1991, free of drift. */
export const rogersSatchell = indicator({
  name: 'rogers-satchell',
  title: 'Rogers–Satchell volatility',
  group: 'volatility',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: ['volatility'],
  params: z.object({
    period: z.int().min(2).max(10_000).default(20).describe('Bars in the window'),
    barsPerYear: z.number().gt(0).max(1e9).default(252).describe('Bars in a year'),
  }),
  seeding: 'The window must be full.',
  source: 'Rogers & Satchell 1991, free of drift.',
  first: (p) => p.period - 1,
  step(p, m) {
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      out[0] = Math.sqrt(
        p.barsPerYear *
          Math.max(
            0,
            mean(
              Math.log(bar.high / bar.close) * Math.log(bar.high / bar.open) +
                Math.log(bar.low / bar.close) * Math.log(bar.low / bar.open),
            ),
          ),
      )
    }
  },
})
