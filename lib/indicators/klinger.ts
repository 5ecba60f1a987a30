import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { ema } from './parts.ts'

/** Klinger volume oscillator. Klinger 1997. */
export const klinger = indicator({
  name: 'klinger',
  title: 'Klinger volume oscillator',
  group: 'volume',
  inputs: ['high', 'low', 'close', 'volume'],
  outputs: ['klinger', 'signal'],
  params: z.object({
    fast: bars(34, 'Bars of the fast average'),
    slow: bars(55, 'Bars of the slow average'),
    signal: bars(13, 'Bars of the signal line'),
  }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Klinger 1997.',
  first: (p) => Math.max(p.fast, p.slow) + p.signal - 1,
  settled: () => null,
  step(p, m) {
    const fast = ema(m, p.fast)
    const slow = ema(m, p.slow)
    const line = ema(m, p.signal)
    // Sum of high, low and close, trend, range, cumulated range.
    const s = m.take(4, Number.NaN)
    return (bar, out) => {
      const total = bar.high + bar.low + bar.close
      const range = bar.high - bar.low
      let force = Number.NaN
      if (!Number.isNaN(s[0])) {
        const trend = total > s[0] ? 1 : -1
        s[3] = trend === s[1] ? s[3] + range : s[2] + range
        s[1] = trend
        force = s[3] === 0 ? 0 : bar.volume * Math.abs(2 * (range / s[3]) - 1) * trend * 100
      } else {
        s[1] = 0
        s[3] = range
      }
      s[0] = total
      s[2] = range
      const value = fast(force) - slow(force)
      out[0] = value
      out[1] = line(value)
    }
  },
})
