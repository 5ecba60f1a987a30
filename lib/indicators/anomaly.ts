import { z } from 'zod'
import { indicator } from './indicator.ts'
import { change, rollingWindow } from './parts.ts'

/** Anomaly score. Robust z-score of the last return: median and median absolute deviation (Iglewicz & Hoaglin 1993). */
export const anomaly = indicator({
  name: 'anomaly',
  title: 'Anomaly score',
  group: 'statistic',
  inputs: ['close'],
  outputs: ['score'],
  params: z.object({ period: z.int().min(5).max(10_000).default(100).describe('Returns in the window') }),
  seeding: 'The window is of the returns before this one.',
  source: 'Robust z-score of the last return: median and median absolute deviation (Iglewicz & Hoaglin 1993).',
  first: (p) => p.period + 1,
  step(p, m) {
    const step = change(m)
    const window = rollingWindow(m, p.period)
    const sorted = new Float64Array(p.period)
    return (bar, out) => {
      const r = step(Math.log(bar.close))
      if (!window.warm()) {
        window.push(r)
        out[0] = Number.NaN
        return
      }
      for (let i = 0; i < p.period; i++) sorted[i] = window.get(i)
      sorted.sort()
      const middle = (values: Float64Array) => (values[(p.period - 1) >> 1] + values[p.period >> 1]) / 2
      const median = middle(sorted)
      for (let i = 0; i < p.period; i++) sorted[i] = Math.abs(window.get(i) - median)
      sorted.sort()
      const scale = 1.4826022185 * middle(sorted)
      window.push(r)
      out[0] = scale > 0 ? (r - median) / scale : 0
    }
  },
})
