import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { ema } from './parts.ts'

/** Triple exponential moving average. Mulloy 1994: 3 e₁ − 3 e₂ + e₃. */
export const tema = indicator({
  name: 'tema',
  title: 'Triple exponential moving average',
  group: 'average',
  inputs: ['close'],
  outputs: ['tema'],
  params: z.object({ period: bars(20) }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Mulloy 1994: 3 e₁ − 3 e₂ + e₃.',
  first: (p) => 3 * (p.period - 1),
  settled: (p) => 3 * (p.period - 1 + forgets(2 / (p.period + 1))),
  step(p, m) {
    const once = ema(m, p.period)
    const twice = ema(m, p.period)
    const thrice = ema(m, p.period)
    return (bar, out) => {
      const e1 = once(bar.close)
      const e2 = twice(e1)
      out[0] = 3 * e1 - 3 * e2 + thrice(e2)
    }
  },
})
