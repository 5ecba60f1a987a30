import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { rollingMean, rollingWindow } from './parts.ts'

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
})
