import { z } from 'zod'
import { weightedMeanColumn } from '#lib/kernels/rolling.ts'
import { indicator } from './indicator.ts'
import { weightedMean } from './parts.ts'
import { scratch } from './scratch.ts'

/** Hull moving average. Hull 2005: wma(2 wma(n/2) − wma(n), √n). */
export const hma = indicator({
  name: 'hma',
  title: 'Hull moving average',
  group: 'average',
  inputs: ['close'],
  outputs: ['hma'],
  params: z.object({ period: z.int().min(4).max(10_000).default(16).describe('Bars in the window') }),
  seeding: 'The window must be full.',
  source: 'Hull 2005: wma(2 wma(n/2) − wma(n), √n).',
  first: (p) => p.period + Math.round(Math.sqrt(p.period)) - 2,
  step(p, m) {
    const half = weightedMean(m, Math.floor(p.period / 2))
    const whole = weightedMean(m, p.period)
    const last = weightedMean(m, Math.round(Math.sqrt(p.period)))
    return (bar, out) => {
      out[0] = last(2 * half(bar.close) - whole(bar.close))
    }
  },
  batch(p, c, out) {
    const [values] = out
    const n = p.period
    const half = scratch(0, values.length)
    weightedMeanColumn(c.close, 0, Math.floor(n / 2), half)
    weightedMeanColumn(c.close, 0, n, values)
    for (let i = n - 1; i < values.length; i++) half[i] = 2 * half[i] - values[i]
    weightedMeanColumn(half, n - 1, Math.round(Math.sqrt(n)), values)
  },
})
