import { z } from 'zod'
import { threeAveragesColumn } from '#lib/kernels/rolling.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { ema } from './parts.ts'
import { scratch } from './scratch.ts'

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
  batch(p, c, out) {
    const [values] = out
    const once = scratch(0, values.length)
    const twice = scratch(1, values.length)
    threeAveragesColumn(c.close, p.period, once, twice, values)
    for (let i = 3 * (p.period - 1); i < values.length; i++) values[i] = 3 * once[i] - 3 * twice[i] + values[i]
  },
})
