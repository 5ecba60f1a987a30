import { z } from 'zod'
import { rollingExtreme } from './extremes.ts'
import { bars, indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'

/** Ulcer index. Martin 1987: root mean square of the drawdown in percent. */
export const ulcerIndex = indicator({
  name: 'ulcer-index',
  title: 'Ulcer index',
  group: 'volatility',
  inputs: ['close'],
  outputs: ['ulcer'],
  params: z.object({ period: bars(14) }),
  seeding: 'The window must be full.',
  source: 'Martin 1987: root mean square of the drawdown in percent.',
  first: (p) => 2 * p.period - 2,
  step(p, m) {
    const high = rollingExtreme(m, p.period, 1)
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      high.push(bar.close)
      const depth = high.warm() ? 100 * (bar.close / high.value() - 1) : Number.NaN
      out[0] = Math.sqrt(mean(depth * depth))
    }
  },
})
