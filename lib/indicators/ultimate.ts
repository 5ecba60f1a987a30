import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { lag, rollingSum } from './parts.ts'

/** Ultimate oscillator. Williams 1976. */
export const ultimate = indicator({
  name: 'ultimate',
  title: 'Ultimate oscillator',
  group: 'momentum',
  inputs: ['high', 'low', 'close'],
  outputs: ['ultimate'],
  params: z.object({
    short: bars(7, 'Bars of the short sum'),
    middle: bars(14, 'Bars of the middle sum'),
    long: bars(28, 'Bars of the long sum'),
  }),
  seeding: 'The window must be full.',
  source: 'Williams 1976.',
  first: (p) => Math.max(p.short, p.middle, p.long),
  step(p, m) {
    const before = lag(m, 1)
    const sums = [p.short, p.middle, p.long].map((n) => [rollingSum(m, n), rollingSum(m, n)] as const)
    const share = (k: number, pressure: number, range: number) => {
      const total = sums[k][1](range)
      const part = sums[k][0](pressure)
      return total === 0 ? 0.5 : part / total
    }
    return (bar, out) => {
      const last = before(bar.close)
      const floor = Math.min(bar.low, last)
      const pressure = bar.close - floor
      const range = Math.max(bar.high, last) - floor
      out[0] = (100 * (4 * share(0, pressure, range) + 2 * share(1, pressure, range) + share(2, pressure, range))) / 7
    }
  },
})
