import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { change, rma, rollingMoments } from './parts.ts'

/** Relative volatility index. Dorsey 1993: the RSI of the deviation. */
export const relativeVolatility = indicator({
  name: 'relative-volatility',
  title: 'Relative volatility index',
  group: 'volatility',
  inputs: ['close'],
  outputs: ['index'],
  params: z.object({
    period: bars(14, 'Bars of the average'),
    deviation: z.int().min(2).max(10_000).default(10).describe('Bars of the deviation'),
  }),
  seeding: 'Means of the first n deviations.',
  source: 'Dorsey 1993: the RSI of the deviation.',
  first: (p) => p.deviation + p.period - 2 + (p.deviation > 1 ? 0 : 1),
  settled: (p) => p.deviation + p.period + forgets(1 / p.period),
  step(p, m) {
    const moments = rollingMoments(m, p.deviation)
    const step = change(m)
    const up = rma(m, p.period)
    const down = rma(m, p.period)
    return (bar, out) => {
      const d = step(bar.close)
      moments.push(bar.close)
      const size = moments.warm() ? moments.deviation(0) : Number.NaN
      const rise = up(d > 0 ? size : d <= 0 ? size * 0 : Number.NaN)
      const fall = down(d < 0 ? size : d >= 0 ? size * 0 : Number.NaN)
      out[0] = rise + fall === 0 ? 50 : (100 * rise) / (rise + fall)
    }
  },
})
