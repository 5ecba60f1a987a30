import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { ema } from './parts.ts'

/** Double exponential moving average. Mulloy 1994: 2 e₁ − e₂. */
export const dema = indicator({
  name: 'dema',
  title: 'Double exponential moving average',
  group: 'average',
  inputs: ['close'],
  outputs: ['dema'],
  params: z.object({ period: bars(20) }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Mulloy 1994: 2 e₁ − e₂.',
  first: (p) => 2 * (p.period - 1),
  settled: (p) => 2 * (p.period - 1 + forgets(2 / (p.period + 1))),
  step(p, m) {
    const once = ema(m, p.period)
    const twice = ema(m, p.period)
    return (bar, out) => {
      const e = once(bar.close)
      out[0] = 2 * e - twice(e)
    }
  },
})
