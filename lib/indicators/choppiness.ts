import { z } from 'zod'
import { rollingExtreme } from './extremes.ts'
import { indicator } from './indicator.ts'
import { rollingSum, trueRange } from './parts.ts'

/** Choppiness index. Dreiss 1993: 100 where the path goes nowhere. */
export const choppiness = indicator({
  name: 'choppiness',
  title: 'Choppiness index',
  group: 'trend',
  inputs: ['high', 'low', 'close'],
  outputs: ['choppiness'],
  params: z.object({ period: z.int().min(2).max(10_000).default(14).describe('Bars in the window') }),
  seeding: 'The window must be full.',
  source: 'Dreiss 1993: 100 where the path goes nowhere.',
  first: (p) => p.period,
  step(p, m) {
    const range = trueRange(m)
    const sum = rollingSum(m, p.period)
    const high = rollingExtreme(m, p.period, 1)
    const low = rollingExtreme(m, p.period, -1)
    return (bar, out) => {
      high.push(bar.high)
      low.push(bar.low)
      const path = sum(range(bar.high, bar.low, bar.close))
      const width = high.value() - low.value()
      out[0] = Number.isNaN(path) ? Number.NaN : width > 0 ? (100 * Math.log(path / width)) / Math.log(p.period) : 100
    }
  },
})
