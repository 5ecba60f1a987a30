import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { ema, rollingSum } from './parts.ts'

/** Mass index. Dorsey 1992. */
export const massIndex = indicator({
  name: 'mass-index',
  title: 'Mass index',
  group: 'trend',
  inputs: ['high', 'low'],
  outputs: ['mass'],
  params: z.object({ average: bars(9, 'Bars of the averages of the range'), period: bars(25, 'Bars of the sum') }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Dorsey 1992.',
  first: (p) => 2 * (p.average - 1) + p.period - 1,
  settled: (p) => 2 * p.average + p.period + 2 * forgets(2 / (p.average + 1)),
  step(p, m) {
    const once = ema(m, p.average)
    const twice = ema(m, p.average)
    const sum = rollingSum(m, p.period)
    return (bar, out) => {
      const e = once(bar.high - bar.low)
      const f = twice(e)
      out[0] = sum(f === 0 ? 1 : e / f)
    }
  },
})
