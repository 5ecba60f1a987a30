import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { rma, rollingMean, trueRange } from './parts.ts'

/** STARC bands. Stoller 1990. */
export const starc = indicator({
  name: 'starc',
  title: 'STARC bands',
  group: 'band',
  inputs: ['high', 'low', 'close'],
  outputs: ['middle', 'upper', 'lower'],
  params: z.object({
    period: bars(6),
    range: bars(15, 'Bars of the average true range'),
    factor: z.number().gt(0).max(100).default(2).describe('Ranges from the mean'),
  }),
  seeding: 'As the average true range.',
  source: 'Stoller 1990.',
  first: (p) => Math.max(p.period - 1, p.range),
  settled: (p) => p.range + forgets(1 / p.range),
  step(p, m) {
    const mean = rollingMean(m, p.period)
    const range = trueRange(m)
    const width = rma(m, p.range)
    return (bar, out) => {
      const middle = mean(bar.close)
      const reach = p.factor * width(range(bar.high, bar.low, bar.close))
      out[0] = middle
      out[1] = middle + reach
      out[2] = middle - reach
    }
  },
})
