import { z } from 'zod'
import { rollingMeanColumn } from '#lib/kernels/rolling.ts'
import { bars, indicator } from './indicator.ts'
import { rollingMean, rollingWindow } from './parts.ts'
import { scratch } from './scratch.ts'

/** Commodity channel index. Lambert 1980, mean absolute deviation. */
export const cci = indicator({
  name: 'cci',
  title: 'Commodity channel index',
  group: 'momentum',
  inputs: ['high', 'low', 'close'],
  outputs: ['cci'],
  params: z.object({ period: bars(20) }),
  seeding: 'The window must be full.',
  source: 'Lambert 1980, mean absolute deviation.',
  first: (p) => p.period - 1,
  step(p, m) {
    const window = rollingWindow(m, p.period)
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      const typical = (bar.high + bar.low + bar.close) / 3
      window.push(typical)
      const centre = mean(typical)
      if (!window.warm()) {
        out[0] = Number.NaN
        return
      }
      let total = 0
      for (let i = 0; i < p.period; i++) total += Math.abs(window.get(i) - centre)
      out[0] = total === 0 ? 0 : (typical - centre) / ((0.015 * total) / p.period)
    }
  },
  batch(p, { high, low, close }, out) {
    const [values] = out
    const n = p.period
    const typical = scratch(0, values.length)
    for (let i = 0; i < values.length; i++) typical[i] = (high[i] + low[i] + close[i]) / 3
    rollingMeanColumn(typical, 0, n, values)
    // Four windows at a time: the values that they share are read once, and no sum waits for another.
    let i = n - 1
    for (; n > 3 && i + 3 < values.length; i += 4) {
      const [first, second, third, fourth] = [values[i], values[i + 1], values[i + 2], values[i + 3]]
      let a = deviations(typical, i - n + 1, i - n + 4, first)
      let b = deviations(typical, i - n + 2, i - n + 4, second) + Math.abs(typical[i + 1] - second)
      let c = Math.abs(typical[i - n + 3] - third) + deviations(typical, i + 1, i + 3, third)
      let d = deviations(typical, i + 1, i + 4, fourth)
      for (let k = i - n + 4; k <= i; k++) {
        const value = typical[k]
        a += Math.abs(value - first)
        b += Math.abs(value - second)
        c += Math.abs(value - third)
        d += Math.abs(value - fourth)
      }
      values[i] = indexOf(typical[i] - first, a, n)
      values[i + 1] = indexOf(typical[i + 1] - second, b, n)
      values[i + 2] = indexOf(typical[i + 2] - third, c, n)
      values[i + 3] = indexOf(typical[i + 3] - fourth, d, n)
    }
    for (; i < values.length; i++) {
      const centre = values[i]
      values[i] = indexOf(typical[i] - centre, deviations(typical, i - n + 1, i + 1, centre), n)
    }
  },
})

const indexOf = (distance: number, total: number, n: number): number =>
  total === 0 ? 0 : (distance * n) / (0.015 * total)

/** Sum of the distances of rows `from` to before `to` from a centre. */
function deviations(x: Float64Array, from: number, to: number, centre: number): number {
  let sum = 0
  for (let k = from; k < to; k++) sum += Math.abs(x[k] - centre)
  return sum
}
