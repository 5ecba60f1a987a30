import { z } from 'zod'
import { smoothedColumn, trueRangeColumn } from '#lib/kernels/rolling.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { ema, rma, trueRange } from './parts.ts'

/** Keltner channel. Keltner 1960 in Raschke’s form. */
export const keltner = indicator({
  name: 'keltner',
  title: 'Keltner channel',
  group: 'band',
  inputs: ['high', 'low', 'close'],
  outputs: ['middle', 'upper', 'lower'],
  params: z.object({
    period: bars(20),
    range: bars(10, 'Bars of the average true range'),
    factor: z.number().gt(0).max(100).default(2).describe('Ranges from the average'),
  }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Keltner 1960 in Raschke’s form.',
  first: (p) => Math.max(p.period - 1, p.range),
  settled: (p) => p.period + p.range + forgets(Math.min(2 / (p.period + 1), 1 / p.range)),
  step(p, m) {
    const average = ema(m, p.period)
    const range = trueRange(m)
    const width = rma(m, p.range)
    return (bar, out) => {
      const middle = average(bar.close)
      const reach = p.factor * width(range(bar.high, bar.low, bar.close))
      out[0] = middle
      out[1] = middle + reach
      out[2] = middle - reach
    }
  },
  batch(p, c, out) {
    const [middle, upper, lower] = out
    trueRangeColumn(c.high, c.low, c.close, lower)
    smoothedColumn(lower, 1, p.range, 1 / p.range, upper)
    smoothedColumn(c.close, 0, p.period, 2 / (p.period + 1), middle)
    for (let i = 0; i < middle.length; i++) {
      const reach = p.factor * upper[i]
      upper[i] = middle[i] + reach
      lower[i] = middle[i] - reach
    }
  },
})
