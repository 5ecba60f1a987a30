import { z } from 'zod'
import { indicator } from './indicator.ts'
import { rollingMoments, rollingTrend } from './parts.ts'

/** Trend strength. R² of the log close on time, with the sign of the slope: −1 to 1. */
export const trendStrength = indicator({
  name: 'trend-strength',
  title: 'Trend strength',
  group: 'trend',
  inputs: ['close'],
  outputs: ['strength'],
  params: z.object({ period: z.int().min(3).max(10_000).default(50).describe('Bars in the window') }),
  seeding: 'The window must be full.',
  source: 'R² of the log close on time, with the sign of the slope: −1 to 1.',
  first: (p) => p.period - 1,
  step(p, m) {
    const trend = rollingTrend(m, p.period)
    const moments = rollingMoments(m, p.period)
    const times = (p.period * (p.period * p.period - 1)) / 12
    return (bar, out) => {
      const log = Math.log(bar.close)
      trend.push(log)
      moments.push(log)
      const squares = moments.deviation(0) ** 2 * p.period
      const slope = trend.slope()
      out[0] = trend.warm()
        ? squares > 0
          ? Math.sign(slope) * Math.min(1, (slope * slope * times) / squares)
          : 0
        : Number.NaN
    }
  },
})
