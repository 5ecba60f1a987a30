import { z } from 'zod'
import { logRatio, rollingMomentsColumn } from '#lib/kernels/rolling.ts'
import { indicator } from './indicator.ts'
import { previous, rollingMoments } from './parts.ts'
import { scratch } from './scratch.ts'

/** Realised volatility. Deviation of log returns, annual. */
export const realisedVolatility = indicator({
  name: 'realised-volatility',
  title: 'Realised volatility',
  group: 'volatility',
  inputs: ['close'],
  outputs: ['volatility'],
  params: z.object({
    period: z.int().min(2).max(10_000).default(20).describe('Bars in the window'),
    barsPerYear: z.number().gt(0).max(1e9).default(252).describe('Bars in a year'),
  }),
  seeding: 'The window must be full.',
  source: 'Deviation of log returns, annual.',
  first: (p) => p.period,
  step(p, m) {
    const moments = rollingMoments(m, p.period)
    const before = previous(m)
    return (bar, out) => {
      moments.push(logRatio(bar.close, before(bar.close)))
      out[0] = moments.warm() ? moments.deviation(1) * Math.sqrt(p.barsPerYear) : Number.NaN
    }
  },
  batch(p, c, out) {
    const [values] = out
    const { close } = c
    const returns = scratch(0, values.length)
    for (let i = 1; i < values.length; i++) returns[i] = logRatio(close[i], close[i - 1])
    const mean = scratch(1, values.length)
    rollingMomentsColumn(returns, 1, p.period, mean, values, 1)
    const year = Math.sqrt(p.barsPerYear)
    for (let i = p.period; i < values.length; i++) values[i] *= year
  },
})
