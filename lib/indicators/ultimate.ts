import { z } from 'zod'
import { rollingSumColumn } from '#lib/kernels/rolling.ts'
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
    const pressure = scratch(0, values.length)
    const range = scratch(1, values.length)
    for (let i = 1; i < values.length; i++) {
      const before = close[i - 1]
      const floor = low[i] < before ? low[i] : before
      pressure[i] = close[i] - floor
      range[i] = (high[i] > before ? high[i] : before) - floor
    }
    const first = Math.max(p.short, p.middle, p.long)
    const part = scratch(2, values.length)
    const whole = scratch(3, values.length)
    values.fill(0)
    for (const [n, weight] of [
      [p.short, 4],
      [p.middle, 2],
      [p.long, 1],
    ] as const) {
      rollingSumColumn(pressure, 1, n, part)
      rollingSumColumn(range, 1, n, whole)
      for (let i = first; i < values.length; i++)
        values[i] += (weight * (whole[i] === 0 ? 0.5 : part[i] / whole[i]) * 100) / 7
    }
    values.fill(Number.NaN, 0, Math.min(values.length, first))
  },
})
