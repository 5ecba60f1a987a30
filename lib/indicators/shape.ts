import { z } from 'zod'
import { indicator } from './indicator.ts'
import { change, rollingWindow } from './parts.ts'

/** Skew and kurtosis. Population moments of log returns; kurtosis in excess of the normal. */
export const shape = indicator({
  name: 'shape',
  title: 'Skew and kurtosis',
  group: 'statistic',
  inputs: ['close'],
  outputs: ['skew', 'kurtosis'],
  params: z.object({ period: z.int().min(5).max(10_000).default(60).describe('Returns in the window') }),
  seeding: 'The window must be full.',
  source: 'Population moments of log returns; kurtosis in excess of the normal.',
  first: (p) => p.period,
  step(p, m) {
    const step = change(m)
    const window = rollingWindow(m, p.period)
    return (bar, out) => {
      window.push(step(Math.log(bar.close)))
      if (!window.warm()) {
        out[0] = out[1] = Number.NaN
        return
      }
      let total = 0
      for (let i = 0; i < p.period; i++) total += window.get(i)
      const mean = total / p.period
      let m2 = 0
      let m3 = 0
      let m4 = 0
      for (let i = 0; i < p.period; i++) {
        const d = window.get(i) - mean
        m2 += d * d
        m3 += d * d * d
        m4 += d * d * d * d
      }
      out[0] = m2 > 0 ? (Math.sqrt(p.period) * m3) / m2 ** 1.5 : 0
      out[1] = m2 > 0 ? (p.period * m4) / (m2 * m2) - 3 : 0
    }
  },
})
