import { z } from 'zod'
import { rollingSumColumn } from '#lib/kernels/rolling.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { change, lag, rollingSum } from './parts.ts'
import { scratch } from './scratch.ts'

/** Kaufman’s adaptive moving average. Kaufman 1995. */
export const kama = indicator({
  name: 'kama',
  title: 'Kaufman’s adaptive moving average',
  group: 'average',
  inputs: ['close'],
  outputs: ['kama', 'efficiency'],
  params: z.object({
    period: bars(10),
    fast: bars(2, 'Bars of the fastest average'),
    slow: bars(30, 'Bars of the slowest average'),
  }),
  seeding: 'Starts from the close before the first full window.',
  source: 'Kaufman 1995.',
  first: (p) => p.period,
  settled: (p) => p.period + forgets((2 / (p.slow + 1)) ** 2),
  step(p, m) {
    const before = lag(m, p.period)
    const step = change(m)
    const path = rollingSum(m, p.period)
    const s = m.take(1)
    const fast = 2 / (p.fast + 1)
    const slow = 2 / (p.slow + 1)
    return (bar, out) => {
      const move = Math.abs(bar.close - before(bar.close))
      const length = path(Math.abs(step(bar.close)))
      if (Number.isNaN(length)) {
        s[0] = bar.close
        out[0] = out[1] = Number.NaN
        return
      }
      const efficiency = length === 0 ? 0 : Math.min(1, move / length)
      s[0] += (efficiency * (fast - slow) + slow) ** 2 * (bar.close - s[0])
      out[0] = s[0]
      out[1] = efficiency
    }
  },
  batch(p, c, out) {
    const [values, ratios] = out
    const { close } = c
    const n = p.period
    const fast = 2 / (p.fast + 1)
    const slow = 2 / (p.slow + 1)
    const steps = scratch(0, close.length)
    for (let i = 1; i < close.length; i++) steps[i] = Math.abs(close[i] - close[i - 1])
    rollingSumColumn(steps, 1, n, ratios)
    values.fill(Number.NaN, 0, Math.min(n, values.length))
    let value = close[n - 1]
    for (let i = n; i < close.length; i++) {
      const path = ratios[i]
      const efficiency = path === 0 ? 0 : Math.min(1, Math.abs(close[i] - close[i - n]) / path)
      const weight = efficiency * (fast - slow) + slow
      value += weight * weight * (close[i] - value)
      values[i] = value
      ratios[i] = efficiency
    }
  },
})
