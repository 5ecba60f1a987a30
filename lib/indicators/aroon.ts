import { z } from 'zod'
import { extremeAges } from '#lib/kernels/rolling-extremes.ts'
import { rollingExtreme } from './extremes.ts'
import { bars, indicator } from './indicator.ts'

/** Aroon. Chande 1995; of equal extremes the most recent counts. */
export const aroon = indicator({
  name: 'aroon',
  title: 'Aroon',
  group: 'trend',
  inputs: ['high', 'low'],
  outputs: ['up', 'down', 'oscillator'],
  params: z.object({ period: bars(25) }),
  seeding: 'The window must be full.',
  source: 'Chande 1995; of equal extremes the most recent counts.',
  first: (p) => p.period,
  step(p, m) {
    const high = rollingExtreme(m, p.period + 1, 1)
    const low = rollingExtreme(m, p.period + 1, -1)
    return (bar, out) => {
      high.push(bar.high)
      low.push(bar.low)
      if (!high.warm()) {
        out[0] = out[1] = out[2] = Number.NaN
        return
      }
      out[0] = (100 * (p.period - high.age())) / p.period
      out[1] = (100 * (p.period - low.age())) / p.period
      out[2] = out[0] - out[1]
    }
  },
  batch(p, c, out) {
    const [up, down, oscillator] = out
    const n = p.period
    extremeAges(c.high, n + 1, 1, up)
    extremeAges(c.low, n + 1, -1, down)
    // There are n + 1 ages only: looked up, where a division each would cost more than finding the extremes.
    const strength = Float64Array.from({ length: n + 1 }, (_, age) => (100 * (n - age)) / n)
    for (const column of out) column.fill(Number.NaN, 0, Math.min(n, up.length))
    for (let i = n; i < up.length; i++) {
      const rise = strength[up[i]]
      const fall = strength[down[i]]
      up[i] = rise
      down[i] = fall
      oscillator[i] = rise - fall
    }
  },
})
