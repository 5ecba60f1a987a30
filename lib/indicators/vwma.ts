import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { rollingMean, rollingSum } from './parts.ts'

/** Volume-weighted moving average. Σ close × volume / Σ volume; the plain mean when nothing traded. */
export const vwma = indicator({
  name: 'vwma',
  title: 'Volume-weighted moving average',
  group: 'average',
  inputs: ['close', 'volume'],
  outputs: ['vwma'],
  params: z.object({ period: bars(20) }),
  seeding: 'The window must be full.',
  source: 'Σ close × volume / Σ volume; the plain mean when nothing traded.',
  first: (p) => p.period - 1,
  step(p, m) {
    const value = rollingSum(m, p.period)
    const volume = rollingSum(m, p.period)
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      const total = volume(bar.volume)
      const weighted = value(bar.close * bar.volume) / total
      const plain = mean(bar.close)
      out[0] = total === 0 ? plain : weighted
    }
  },
})
