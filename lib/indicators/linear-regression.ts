import { z } from 'zod'
import { indicator } from './indicator.ts'
import { rollingMoments, rollingTrend } from './parts.ts'

/** Linear regression. Least squares of the close on time: end point, slope a bar, share explained. */
export const linearRegression = indicator({
  name: 'linear-regression',
  title: 'Linear regression',
  group: 'average',
  inputs: ['close'],
  outputs: ['value', 'slope', 'r2'],
  params: z.object({ period: z.int().min(3).max(10_000).default(14).describe('Bars in the window') }),
  seeding: 'The window must be full.',
  source: 'Least squares of the close on time: end point, slope a bar, share explained.',
  first: (p) => p.period - 1,
  step(p, m) {
    const trend = rollingTrend(m, p.period)
    const moments = rollingMoments(m, p.period)
    const times = (p.period * (p.period * p.period - 1)) / 12
    return (bar, out) => {
      trend.push(bar.close)
      moments.push(bar.close)
      if (!trend.warm()) {
        out[0] = out[1] = out[2] = Number.NaN
        return
      }
      const slope = trend.slope()
      const squares = moments.deviation(0) ** 2 * p.period
      out[0] = trend.end()
      out[1] = slope
      out[2] = squares > 0 ? Math.min(1, (slope * slope * times) / squares) : 0
    }
  },
})
