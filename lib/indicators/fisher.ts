import { z } from 'zod'
import { rollingExtreme } from './extremes.ts'
import { bars, forgets, indicator } from './indicator.ts'

/** Fisher transform. Ehlers 2002. */
export const fisher = indicator({
  name: 'fisher',
  title: 'Fisher transform',
  group: 'momentum',
  inputs: ['high', 'low'],
  outputs: ['fisher', 'trigger'],
  params: z.object({ period: bars(10) }),
  seeding: 'Starts from zero.',
  source: 'Ehlers 2002.',
  first: (p) => p.period - 1,
  settled: (p) => p.period + forgets(0.33) + forgets(0.5),
  step(p, m) {
    const high = rollingExtreme(m, p.period, 1)
    const low = rollingExtreme(m, p.period, -1)
    const s = m.take(2)
    return (bar, out) => {
      const middle = (bar.high + bar.low) / 2
      high.push(middle)
      low.push(middle)
      if (!high.warm()) {
        out[0] = out[1] = Number.NaN
        return
      }
      const range = high.value() - low.value()
      const place = range === 0 ? 0 : (middle - low.value()) / range - 0.5
      s[0] = Math.max(-0.999, Math.min(0.999, 0.66 * place + 0.67 * s[0]))
      out[1] = s[1]
      s[1] = 0.5 * Math.log((1 + s[0]) / (1 - s[0])) + 0.5 * s[1]
      out[0] = s[1]
    }
  },
})
