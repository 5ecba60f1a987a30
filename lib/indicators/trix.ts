import { z } from 'zod'
import { threeAveragesColumn } from '#lib/kernels/rolling.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { ema, previous } from './parts.ts'
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
    const before = previous(m)
    return (bar, out) => {
      const value = e3(e2(e1(bar.close)))
      out[0] = 100 * (value / before(value) - 1)
    }
  },
  batch(p, c, out) {
    const [values] = out
    const n = p.period
    const once = scratch(0, values.length)
    const twice = scratch(1, values.length)
    const thrice = scratch(2, values.length)
    threeAveragesColumn(c.close, n, once, twice, thrice)
    values.fill(Number.NaN, 0, Math.min(values.length, 3 * n - 2))
    for (let i = 3 * n - 2; i < values.length; i++) values[i] = 100 * (thrice[i] / thrice[i - 1] - 1)
  },
})
