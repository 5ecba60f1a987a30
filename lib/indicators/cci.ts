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
  batch(p, c, out) {
    const [values] = out
    const n = p.period
    const typical = scratch(0, values.length)
    for (let i = 0; i < values.length; i++) typical[i] = (c.high[i] + c.low[i] + c.close[i]) / 3
    rollingMeanColumn(typical, 0, n, values)
    for (let i = n - 1; i < values.length; i++) {
      const centre = values[i]
      // Four sums at a time: one alone would wait for itself.
      let a = 0
      let b = 0
      let d = 0
      let e = 0
      let k = i - n + 1
      for (; k + 3 <= i; k += 4) {
        a += Math.abs(typical[k] - centre)
        b += Math.abs(typical[k + 1] - centre)
        d += Math.abs(typical[k + 2] - centre)
        e += Math.abs(typical[k + 3] - centre)
      }
      for (; k <= i; k++) a += Math.abs(typical[k] - centre)
      const total = a + b + d + e
      values[i] = total === 0 ? 0 : ((typical[i] - centre) * n) / (0.015 * total)
    }
  },
})
