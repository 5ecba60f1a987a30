import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { rollingExtreme } from './parts.ts'

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
    const { high, low } = c
    const n = p.period
    let top = 0
    let bottom = 0
    for (let i = 0; i < high.length; i++) {
      if (high[i] >= high[top]) top = i
      else if (top < i - n) {
        top = i
        for (let k = i - 1; k >= i - n; k--) if (high[k] > high[top]) top = k
      }
      if (low[i] <= low[bottom]) bottom = i
      else if (bottom < i - n) {
        bottom = i
        for (let k = i - 1; k >= i - n; k--) if (low[k] < low[bottom]) bottom = k
      }
      up[i] = i < n ? Number.NaN : (100 * (n - i + top)) / n
      down[i] = i < n ? Number.NaN : (100 * (n - i + bottom)) / n
      oscillator[i] = up[i] - down[i]
    }
  },
})
