import { z } from 'zod'
import { rollingLineColumn, rollingMomentsColumn } from '#lib/kernels/rolling.ts'
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
  batch(p, c, out) {
    const [values, slopes, shares] = out
    const n = p.period
    const mean = values
    rollingMomentsColumn(c.close, 0, n, mean, shares)
    rollingLineColumn(c.close, 0, n, values, slopes)
    const times = (n * n - 1) / 12
    for (let i = n - 1; i < values.length; i++)
      shares[i] = shares[i] > 0 ? Math.min(1, (slopes[i] * slopes[i] * times) / (shares[i] * shares[i])) : 0
  },
})
