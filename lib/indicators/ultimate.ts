import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { previous, rollingSum } from './parts.ts'
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
    const before = previous(m)
    // Buying pressure and range of each length.
    const p1 = rollingSum(m, p.short)
    const r1 = rollingSum(m, p.short)
    const p2 = rollingSum(m, p.middle)
    const r2 = rollingSum(m, p.middle)
    const p3 = rollingSum(m, p.long)
    const r3 = rollingSum(m, p.long)
    return (bar, out) => {
      const { high, low, close } = bar
      const last = before(close)
      const floor = last < low ? last : low
      const gain = Number.isNaN(last) ? Number.NaN : close - floor
      const reach = Number.isNaN(last) ? Number.NaN : (last > high ? last : high) - floor
      const all1 = r1(reach)
      const all2 = r2(reach)
      const all3 = r3(reach)
      const short = p1(gain) / all1
      const middle = p2(gain) / all2
      const long = p3(gain) / all3
      out[0] =
        (100 * (4 * (all1 === 0 ? 0.5 : short) + 2 * (all2 === 0 ? 0.5 : middle) + (all3 === 0 ? 0.5 : long))) / 7
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
