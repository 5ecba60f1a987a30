import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { lag, rollingSum } from './parts.ts'
import { scratch } from './scratch.ts'

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
  batch(p, c, out) {
    const [values] = out
    const { high, low, close } = c
    const end = values.length
    const pressure = scratch(0, values.length)
    const range = scratch(1, values.length)
    for (let i = 1; i < end; i++) {
      const before = close[i - 1]
      const floor = Math.min(low[i], before)
      pressure[i] = close[i] - floor
      range[i] = Math.max(high[i], before) - floor
    }
    const first = Math.max(p.short, p.middle, p.long)
    values.fill(Number.NaN, 0, Math.min(end, first))
    const sumTo = (column: Float64Array, row: number, n: number) => {
      let sum = 0
      for (let k = row - n + 1; k <= row; k++) sum += column[k]
      return sum
    }
    // Six sums side by side, taken anew every 512 rows.
    for (let start = first; start < end; start += 512) {
      let p1 = sumTo(pressure, start, p.short)
      let p2 = sumTo(pressure, start, p.middle)
      let p3 = sumTo(pressure, start, p.long)
      let r1 = sumTo(range, start, p.short)
      let r2 = sumTo(range, start, p.middle)
      let r3 = sumTo(range, start, p.long)
      const stop = Math.min(end, start + 512)
      for (let i = start; ; ) {
        values[i] = (100 * (4 * (r1 > 0 ? p1 / r1 : 0.5) + 2 * (r2 > 0 ? p2 / r2 : 0.5) + (r3 > 0 ? p3 / r3 : 0.5))) / 7
        if (++i >= stop) break
        const gain = pressure[i]
        const reach = range[i]
        p1 += gain - pressure[i - p.short]
        p2 += gain - pressure[i - p.middle]
        p3 += gain - pressure[i - p.long]
        r1 += reach - range[i - p.short]
        r2 += reach - range[i - p.middle]
        r3 += reach - range[i - p.long]
      }
    }
  },
})
