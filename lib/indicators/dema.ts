import { z } from 'zod'
import { smoothedColumn } from '#lib/kernels/rolling.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { ema } from './parts.ts'
import { scratch } from './scratch.ts'

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
  batch(p, c, out) {
    const [values] = out
    const n = p.period
    const once = scratch(0, values.length)
    smoothedColumn(c.close, 0, n, 2 / (n + 1), once)
    smoothedColumn(once, n - 1, n, 2 / (n + 1), values)
    for (let i = 2 * (n - 1); i < values.length; i++) values[i] = 2 * once[i] - values[i]
  },
})
