import { z } from 'zod'
import { indicator } from './indicator.ts'
import { rollingWindow } from './parts.ts'

/** Rolling median. Median and quartiles (Hyndman & Fan 1996, type 7). */
export const median = indicator({
  name: 'median',
  title: 'Rolling median',
  group: 'statistic',
  inputs: ['close'],
  outputs: ['median', 'lower', 'upper'],
  params: z.object({ period: z.int().min(2).max(10_000).default(21).describe('Bars in the window') }),
  seeding: 'The window must be full.',
  source: 'Median and quartiles (Hyndman & Fan 1996, type 7).',
  first: (p) => p.period - 1,
  step(p, m) {
    const window = rollingWindow(m, p.period)
    const sorted = new Float64Array(p.period)
    const at = (q: number) => {
      const place = q * (p.period - 1)
      const k = Math.floor(place)
      return k === place ? sorted[k] : sorted[k] + (place - k) * (sorted[k + 1] - sorted[k])
    }
    return (bar, out) => {
      window.push(bar.close)
      if (!window.warm()) {
        out[0] = out[1] = out[2] = Number.NaN
        return
      }
      for (let i = 0; i < p.period; i++) sorted[i] = window.get(i)
      sorted.sort()
      out[0] = at(0.5)
      out[1] = at(0.25)
      out[2] = at(0.75)
    }
  },
})
