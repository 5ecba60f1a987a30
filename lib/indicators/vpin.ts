import { z } from 'zod'
import { indicator } from './indicator.ts'
import { change, rollingMoments, rollingSum } from './parts.ts'

/** VPIN. Easley, López de Prado & O’Hara 2012, bulk classification by the size of the move, on bars instead of volume buckets. */
export const vpin = indicator({
  name: 'vpin',
  title: 'VPIN',
  group: 'microstructure',
  inputs: ['close', 'volume'],
  outputs: ['vpin'],
  params: z.object({ period: z.int().min(2).max(10_000).default(50).describe('Bars in the window') }),
  seeding: 'Until the window is full a bar is all of one side.',
  source:
    'Easley, López de Prado & O’Hara 2012, bulk classification by the size of the move, on bars instead of volume buckets.',
  first: (p) => p.period,
  settled: (p) => 2 * p.period,
  step(p, m) {
    const step = change(m)
    const moments = rollingMoments(m, p.period)
    const imbalance = rollingSum(m, p.period)
    const volume = rollingSum(m, p.period)
    return (bar, out) => {
      const d = step(bar.close)
      moments.push(d)
      const sd = moments.warm() ? moments.deviation(1) : Math.abs(d)
      const side = sd > 0 ? Math.tanh((0.7978845608 * d) / sd) : d * 0
      const gap = imbalance(Math.abs(side) * bar.volume)
      const total = volume(Number.isNaN(d) ? Number.NaN : bar.volume)
      out[0] = total === 0 ? 0 : gap / total
    }
  },
})
