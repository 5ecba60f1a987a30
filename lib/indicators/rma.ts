import { z } from 'zod'
import { smoothedColumn } from '#lib/kernels/rolling.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { rma } from './parts.ts'

/** Wilder’s moving average. Wilder 1978: α = 1/n. */
export const rmaAverage = indicator({
  name: 'rma',
  title: 'Wilder’s moving average',
  group: 'average',
  inputs: ['close'],
  outputs: ['rma'],
  params: z.object({ period: bars(14) }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Wilder 1978: α = 1/n.',
  first: (p) => p.period - 1,
  settled: (p) => p.period - 1 + forgets(1 / p.period),
  step(p, m) {
    const average = rma(m, p.period)
    return (bar, out) => {
      out[0] = average(bar.close)
    }
  },
  batch(p, c, out) {
    smoothedColumn(c.close, 0, p.period, 1 / p.period, out[0])
  },
})
