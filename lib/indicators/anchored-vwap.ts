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
})
