import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { ema } from './parts.ts'

/** Tillson’s T3. Tillson 1998. */
export const t3 = indicator({
  name: 't3',
  title: 'Tillson’s T3',
  group: 'average',
  inputs: ['close'],
  outputs: ['t3'],
  params: z.object({
    period: bars(5),
    factor: z.number().min(0).max(1).default(0.7).describe('Weight of the correction'),
  }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Tillson 1998.',
  first: (p) => 6 * (p.period - 1),
  settled: (p) => 6 * (p.period - 1 + forgets(2 / (p.period + 1))),
  step(p, m) {
    const parts = Array.from({ length: 6 }, () => ema(m, p.period))
    const a = p.factor
    const c1 = -a * a * a
    const c2 = 3 * a * a + 3 * a * a * a
    const c3 = -6 * a * a - 3 * a - 3 * a * a * a
    const c4 = 1 + 3 * a + a * a * a + 3 * a * a
    return (bar, out) => {
      const e1 = parts[0](bar.close)
      const e2 = parts[1](e1)
      const e3 = parts[2](e2)
      const e4 = parts[3](e3)
      const e5 = parts[4](e4)
      out[0] = c1 * parts[5](e5) + c2 * e5 + c3 * e4 + c4 * e3
    }
  },
})
