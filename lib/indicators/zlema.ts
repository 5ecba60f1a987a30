import { z } from 'zod'
import { forgets, indicator } from './indicator.ts'
import { ema, lag } from './parts.ts'

/** Zero-lag exponential moving average. Ehlers & Way 2010: the average of the close plus its change over half a window. */
export const zlema = indicator({
  name: 'zlema',
  title: 'Zero-lag exponential moving average',
  group: 'average',
  inputs: ['close'],
  outputs: ['zlema'],
  params: z.object({ period: z.int().min(3).max(10_000).default(20).describe('Bars in the window') }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Ehlers & Way 2010: the average of the close plus its change over half a window.',
  first: (p) => p.period - 1 + Math.floor((p.period - 1) / 2),
  settled: (p) => p.period + Math.floor((p.period - 1) / 2) + forgets(2 / (p.period + 1)),
  step(p, m) {
    const before = lag(m, Math.floor((p.period - 1) / 2))
    const average = ema(m, p.period)
    return (bar, out) => {
      out[0] = average(2 * bar.close - before(bar.close))
    }
  },
})
