import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { ema, lag } from './parts.ts'

/** TRIX. Hutson 1983: change of the triple exponential average in percent. */
export const trix = indicator({
  name: 'trix',
  title: 'TRIX',
  group: 'momentum',
  inputs: ['close'],
  outputs: ['trix'],
  params: z.object({ period: bars(15) }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Hutson 1983: change of the triple exponential average in percent.',
  first: (p) => 3 * p.period - 2,
  settled: (p) => 3 * (p.period + forgets(2 / (p.period + 1))),
  step(p, m) {
    const e1 = ema(m, p.period)
    const e2 = ema(m, p.period)
    const e3 = ema(m, p.period)
    const before = lag(m, 1)
    return (bar, out) => {
      const value = e3(e2(e1(bar.close)))
      out[0] = 100 * (value / before(value) - 1)
    }
  },
})
