import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { change, smoothed } from './parts.ts'

/** Exponentially weighted volatility. RiskMetrics 1996. */
export const ewmaVolatility = indicator({
  name: 'ewma-volatility',
  title: 'Exponentially weighted volatility',
  group: 'volatility',
  inputs: ['close'],
  outputs: ['volatility'],
  params: z.object({
    lambda: z.number().gt(0).lt(1).default(0.94).describe('Weight of the past'),
    seed: bars(20, 'Returns of the first estimate'),
    barsPerYear: z.number().gt(0).max(1e9).default(252).describe('Bars in a year'),
  }),
  seeding: 'Mean square of the first returns.',
  source: 'RiskMetrics 1996.',
  first: (p) => p.seed,
  settled: (p) => p.seed + forgets(1 - p.lambda),
  step(p, m) {
    const step = change(m)
    const average = smoothed(m, p.seed, 1 - p.lambda)
    return (bar, out) => {
      const r = step(Math.log(bar.close))
      out[0] = Math.sqrt(p.barsPerYear * average(r * r))
    }
  },
})
