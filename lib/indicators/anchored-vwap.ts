import { z } from 'zod'
import { indicator } from './indicator.ts'

/** Anchored VWAP. Everything since one moment. */
export const anchoredVwap = indicator({
  name: 'anchored-vwap',
  title: 'Anchored VWAP',
  group: 'volume',
  inputs: ['high', 'low', 'close', 'volume'],
  outputs: ['vwap'],
  params: z.object({ anchor: z.number().min(0).default(0).describe('First bar that counts, UTC milliseconds') }),
  seeding: 'Sums begin at the anchor; the typical price before.',
  source: 'Everything since one moment.',
  first: () => 0,
  settled: () => null,
  step(p, m) {
    const s = m.take(2)
    return (bar, out) => {
      const typical = (bar.high + bar.low + bar.close) / 3
      if (bar.ts >= p.anchor) {
        s[0] += typical * bar.volume
        s[1] += bar.volume
      }
      out[0] = s[1] === 0 ? typical : s[0] / s[1]
    }
  },
  batch(p, c, out) {
    const [values] = out
    const { high, low, close, volume } = c
    const always = c.ts.length === 0
    let money = 0
    let traded = 0
    for (let i = 0; i < values.length; i++) {
      // Three times the typical price, so that there is one division a bar.
      const typical = high[i] + low[i] + close[i]
      if (always || c.ts[i] >= p.anchor) {
        money += typical * volume[i]
        traded += volume[i]
      }
      values[i] = traded === 0 ? typical / 3 : money / (3 * traded)
    }
  },
})
