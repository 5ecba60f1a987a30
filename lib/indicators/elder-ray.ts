import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { ema } from './parts.ts'

/** Elder ray. Elder 1993. */
export const elderRay = indicator({
  name: 'elder-ray',
  title: 'Elder ray',
  group: 'momentum',
  inputs: ['high', 'low', 'close'],
  outputs: ['bull', 'bear'],
  params: z.object({ period: bars(13) }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Elder 1993.',
  first: (p) => p.period - 1,
  settled: (p) => p.period + forgets(2 / (p.period + 1)),
  step(p, m) {
    const average = ema(m, p.period)
    return (bar, out) => {
      const base = average(bar.close)
      out[0] = bar.high - base
      out[1] = bar.low - base
    }
  },
})
