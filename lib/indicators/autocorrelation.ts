import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { change, rollingWindow } from './parts.ts'

/** Autocorrelation. Of log returns over the window. */
export const autocorrelationIndicator = indicator({
  name: 'autocorrelation',
  title: 'Autocorrelation',
  group: 'statistic',
  inputs: ['close'],
  outputs: ['autocorrelation'],
  params: z.object({
    period: z.int().min(5).max(10_000).default(60).describe('Returns in the window'),
    lag: bars(1, 'Steps between the two returns'),
  }),
  seeding: 'The window must be full.',
  source: 'Of log returns over the window.',
  first: (p) => p.period + p.lag,
  step(p, m) {
    const step = change(m)
    const window = rollingWindow(m, p.period + p.lag)
    return (bar, out) => {
      window.push(step(Math.log(bar.close)))
      if (!window.warm()) {
        out[0] = Number.NaN
        return
      }
      const n = p.period + p.lag
      let total = 0
      for (let i = 0; i < n; i++) total += window.get(i)
      const mean = total / n
      let own = 0
      let cross = 0
      for (let i = 0; i < n; i++) {
        const d = window.get(i) - mean
        own += d * d
        if (i >= p.lag) cross += d * (window.get(i - p.lag) - mean)
      }
      out[0] = own > 0 ? cross / own : 0
    }
  },
})
