import { z } from 'zod'
import { rollingExtreme } from './extremes.ts'
import { bars, indicator } from './indicator.ts'
import { rollingWindow } from './parts.ts'

/** Volume profile. Steidlmayer 1984: volume by price, the area around its peak that holds the share. */
export const volumeProfile = indicator({
  name: 'volume-profile',
  title: 'Volume profile',
  group: 'volume',
  inputs: ['high', 'low', 'close', 'volume'],
  outputs: ['pointOfControl', 'valueHigh', 'valueLow'],
  params: z.object({
    period: bars(50),
    bins: z.int().min(4).max(500).default(24).describe('Price steps'),
    share: z.number().gt(0).max(1).default(0.7).describe('Volume inside the value area'),
  }),
  seeding: 'The window must be full.',
  source: 'Steidlmayer 1984: volume by price, the area around its peak that holds the share.',
  first: (p) => p.period - 1,
  step(p, m) {
    const highs = rollingExtreme(m, p.period, 1)
    const lows = rollingExtreme(m, p.period, -1)
    const prices = rollingWindow(m, p.period)
    const volumes = rollingWindow(m, p.period)
    const counts = new Float64Array(p.bins)
    return (bar, out) => {
      highs.push(bar.high)
      lows.push(bar.low)
      prices.push((bar.high + bar.low + bar.close) / 3)
      volumes.push(bar.volume)
      if (!prices.warm()) {
        out[0] = out[1] = out[2] = Number.NaN
        return
      }
      const low = lows.value()
      const step = (highs.value() - low) / p.bins
      counts.fill(0)
      let total = 0
      for (let i = 0; i < p.period; i++) {
        const at = step > 0 ? Math.min(p.bins - 1, Math.floor((prices.get(i) - low) / step)) : 0
        counts[at] += volumes.get(i)
        total += volumes.get(i)
      }
      let peak = 0
      for (let k = 1; k < p.bins; k++) if (counts[k] > counts[peak]) peak = k
      let from = peak
      let to = peak
      let inside = counts[peak]
      while (inside < p.share * total && (from > 0 || to < p.bins - 1)) {
        const below = from > 0 ? counts[from - 1] : -1
        const above = to < p.bins - 1 ? counts[to + 1] : -1
        inside += above >= below ? counts[++to] : counts[--from]
      }
      out[0] = low + (peak + 0.5) * step
      out[1] = low + (to + 1) * step
      out[2] = low + from * step
    }
  },
})
