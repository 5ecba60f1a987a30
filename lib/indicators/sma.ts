import { z } from 'zod'
import { rollingMeanColumn } from '#lib/kernels/rolling.ts'
import { bars, indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'

/** Simple moving average. Plain mean of the last closes. */
export const sma = indicator({
  name: 'sma',
  title: 'Simple moving average',
  group: 'average',
  inputs: ['close'],
  outputs: ['sma'],
  params: z.object({ period: bars(20) }),
  seeding: 'The window must be full.',
  source: 'Plain mean of the last closes.',
  first: (p) => p.period - 1,
  step(p, m) {
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      out[0] = mean(bar.close)
    }
  },
  batch(p, c, out) {
    rollingMeanColumn(c.close, 0, p.period, out[0])
  },
})
