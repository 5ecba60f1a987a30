import { z } from 'zod'
import { weightedMeanColumn } from '#lib/kernels/rolling.ts'
import { bars, indicator } from './indicator.ts'
import { weightedMean } from './parts.ts'

/** Weighted moving average. Weights 1 … n, the newest heaviest. */
export const wma = indicator({
  name: 'wma',
  title: 'Weighted moving average',
  group: 'average',
  inputs: ['close'],
  outputs: ['wma'],
  params: z.object({ period: bars(20) }),
  seeding: 'The window must be full.',
  source: 'Weights 1 … n, the newest heaviest.',
  first: (p) => p.period - 1,
  step(p, m) {
    const average = weightedMean(m, p.period)
    return (bar, out) => {
      out[0] = average(bar.close)
    }
  },
  batch(p, c, out) {
    weightedMeanColumn(c.close, 0, p.period, out[0])
  },
})
