import { z } from 'zod'
import { smoothedColumn } from '#lib/kernels/rolling.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { ema, lag } from './parts.ts'
import { scratch } from './scratch.ts'

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
  batch(p, c, out) {
    const [values] = out
    const n = p.period
    const alpha = 2 / (n + 1)
    const e1 = scratch(0, values.length)
    const e2 = scratch(1, values.length)
    smoothedColumn(c.close, 0, n, alpha, e1)
    smoothedColumn(e1, n - 1, n, alpha, e2)
    smoothedColumn(e2, 2 * (n - 1), n, alpha, e1)
    values.fill(Number.NaN, 0, Math.min(values.length, 3 * n - 2))
    for (let i = 3 * n - 2; i < values.length; i++) values[i] = 100 * (e1[i] / e1[i - 1] - 1)
  },
})
