import { z } from 'zod'
import { logRatio, rollingMeanColumn, rollingMomentsColumn } from '#lib/kernels/rolling.ts'
import { indicator } from './indicator.ts'
import { previous, rollingMean, rollingMoments } from './parts.ts'
import { scratch } from './scratch.ts'

/** Yang–Zhang volatility. Yang & Zhang 2000: gaps and drift taken into account. */
export const yangZhang = indicator({
  name: 'yang-zhang',
  title: 'Yang–Zhang volatility',
  group: 'volatility',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: ['volatility'],
  params: z.object({
    period: z.int().min(2).max(10_000).default(20).describe('Bars in the window'),
    barsPerYear: z.number().gt(0).max(1e9).default(252).describe('Bars in a year'),
  }),
  seeding: 'Needs the close before.',
  source: 'Yang & Zhang 2000: gaps and drift taken into account.',
  first: (p) => p.period,
  step(p, m) {
    const overnight = rollingMoments(m, p.period)
    const day = rollingMoments(m, p.period)
    const rogers = rollingMean(m, p.period)
    const before = previous(m)
    const k = 0.34 / (1.34 + (p.period + 1) / (p.period - 1))
    return (bar, out) => {
      const { open, close } = bar
      const last = before(close)
      if (Number.isNaN(last)) {
        out[0] = Number.NaN
        return
      }
      const body = logRatio(close, open)
      const up = logRatio(bar.high, open)
      const down = logRatio(bar.low, open)
      overnight.push(logRatio(open, last))
      day.push(body)
      const rs = rogers(up * (up - body) + down * (down - body))
      if (overnight.warm()) {
        const variance = overnight.variance(1) + k * day.variance(1) + (1 - k) * rs
        out[0] = Math.sqrt(p.barsPerYear * Math.max(0, variance))
      } else out[0] = Number.NaN
    }
  },
  batch(p, c, out) {
    const [values] = out
    const { open, high, low, close } = c
    const n = p.period
    const gaps = scratch(0, values.length)
    const days = scratch(1, values.length)
    const squares = scratch(2, values.length)
    for (let i = 1; i < values.length; i++) {
      gaps[i] = logRatio(open[i], close[i - 1])
      const body = logRatio(close[i], open[i])
      const up = logRatio(high[i], open[i])
      const down = logRatio(low[i], open[i])
      days[i] = body
      squares[i] = up * (up - body) + down * (down - body)
    }
    const mean = scratch(3, values.length)
    rollingMeanColumn(squares, 1, n, values)
    rollingMomentsColumn(gaps, 1, n, mean, squares, 1)
    rollingMomentsColumn(days, 1, n, mean, gaps, 1)
    const k = 0.34 / (1.34 + (n + 1) / (n - 1))
    for (let i = n; i < values.length; i++) {
      const variance = squares[i] * squares[i] + k * gaps[i] * gaps[i] + (1 - k) * values[i]
      values[i] = Math.sqrt(p.barsPerYear * Math.max(0, variance))
    }
  },
})
