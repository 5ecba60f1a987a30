import { z } from 'zod'
import { smoothedColumn } from '#lib/kernels/rolling.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { ema } from './parts.ts'

/** Exponential moving average. α = 2/(n + 1). */
export const emaAverage = indicator({
  name: 'ema',
  title: 'Exponential moving average',
  group: 'average',
  inputs: ['close'],
  outputs: ['ema'],
  params: z.object({ period: bars(20) }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'α = 2/(n + 1).',
  first: (p) => p.period - 1,
  settled: (p) => p.period - 1 + forgets(2 / (p.period + 1)),
  step(p, m) {
    const average = ema(m, p.period)
    return (bar, out) => {
      out[0] = average(bar.close)
    }
  },
  batch(p, c, out) {
    smoothedColumn(c.close, 0, p.period, 2 / (p.period + 1), out[0])
  },
})
