import { z } from 'zod'
import { distanceSums } from '#lib/kernels/distance-sums.ts'
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
    const total = scratch(1, values.length)
    for (let i = 0; i < values.length; i++) typical[i] = (high[i] + low[i] + close[i]) / 3
    rollingMeanColumn(typical, 0, n, values)
    distanceSums(typical, values, n, total)
    for (let i = n - 1; i < values.length; i++)
      values[i] = total[i] === 0 ? 0 : ((typical[i] - values[i]) * n) / (0.015 * total[i])
  },
})
