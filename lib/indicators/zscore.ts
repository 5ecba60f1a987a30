import { z } from 'zod'
import { rollingMomentsColumn } from '#lib/kernels/rolling.ts'
import { indicator } from './indicator.ts'
import { rollingMoments } from './parts.ts'
import { scratch } from './scratch.ts'

/** z-score. Close from the mean of the window in deviations (n − 1), this bar included. */
export const zscore = indicator({
  name: 'zscore',
  title: 'z-score',
  group: 'statistic',
  inputs: ['close'],
  outputs: ['z'],
  params: z.object({ period: z.int().min(2).max(10_000).default(20).describe('Bars in the window') }),
  seeding: 'The window must be full.',
  source: 'Close from the mean of the window in deviations (n − 1), this bar included.',
  first: (p) => p.period - 1,
  step(p, m) {
    const moments = rollingMoments(m, p.period)
    return (bar, out) => {
      moments.push(bar.close)
      const sd = moments.deviation(1)
      out[0] = moments.warm() ? (sd > 0 ? (bar.close - moments.mean()) / sd : 0) : Number.NaN
    }
  },
  batch(p, c, out) {
    const [values] = out
    const { close } = c
    const mean = scratch(0, close.length)
    rollingMomentsColumn(close, 0, p.period, mean, values, 1)
    for (let i = p.period - 1; i < close.length; i++) values[i] = values[i] > 0 ? (close[i] - mean[i]) / values[i] : 0
  },
})
