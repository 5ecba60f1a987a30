import { z } from 'zod'
import { rollingExtreme } from './extremes.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { rma, trueRange } from './parts.ts'

/** Chandelier exit. Le Beau 1999. */
export const chandelier = indicator({
  name: 'chandelier',
  title: 'Chandelier exit',
  group: 'trend',
  inputs: ['high', 'low', 'close'],
  outputs: ['long', 'short'],
  params: z.object({
    period: bars(22),
    factor: z.number().gt(0).max(100).default(3).describe('Ranges from the extreme'),
  }),
  seeding: 'As the average true range.',
  source: 'Le Beau 1999.',
  first: (p) => p.period,
  settled: (p) => p.period + forgets(1 / p.period),
  step(p, m) {
    const range = trueRange(m)
    const average = rma(m, p.period)
    const high = rollingExtreme(m, p.period, 1)
    const low = rollingExtreme(m, p.period, -1)
    return (bar, out) => {
      high.push(bar.high)
      low.push(bar.low)
      const reach = p.factor * average(range(bar.high, bar.low, bar.close))
      out[0] = high.value() - reach
      out[1] = low.value() + reach
    }
  },
})
