import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { rollingWindow } from './parts.ts'

/** Arnaud Legoux moving average. Legoux & Kouzis-Loukas 2009: Gaussian weights. */
export const alma = indicator({
  name: 'alma',
  title: 'Arnaud Legoux moving average',
  group: 'average',
  inputs: ['close'],
  outputs: ['alma'],
  params: z.object({
    period: bars(9),
    offset: z.number().min(0).max(1).default(0.85).describe('Where the weights peak: 1 at the newest bar'),
    sigma: z.number().gt(0).max(100).default(6).describe('How narrow the peak is'),
  }),
  seeding: 'The window must be full.',
  source: 'Legoux & Kouzis-Loukas 2009: Gaussian weights.',
  first: (p) => p.period - 1,
  step(p, m) {
    const window = rollingWindow(m, p.period)
    const peak = p.offset * (p.period - 1)
    const width = p.period / p.sigma
    const weights = Float64Array.from({ length: p.period }, (_, i) =>
      Math.exp(-((i - peak) ** 2) / (2 * width * width)),
    )
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return (bar, out) => {
      window.push(bar.close)
      let sum = 0
      for (let i = 0; i < p.period; i++) sum += weights[i] * window.get(i)
      out[0] = window.warm() ? sum / total : Number.NaN
    }
  },
})
