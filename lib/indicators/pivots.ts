import { z } from 'zod'
import { bars, indicator } from './indicator.ts'

/** Pivot points. Floor traders’ levels from the session before this one. */
export const pivots = indicator({
  name: 'pivots',
  title: 'Pivot points',
  group: 'trend',
  inputs: ['high', 'low', 'close'],
  outputs: ['pivot', 'r1', 's1', 'r2', 's2'],
  params: z.object({ period: bars(20, 'Bars that make one session') }),
  seeding: 'The first session must be over.',
  source: 'Floor traders’ levels from the session before this one.',
  first: (p) => p.period,
  settled: () => null,
  step(p, m) {
    // High, low and bars of the session under way, then the levels of the last one.
    const s = m.take(8, Number.NaN)
    return (bar, out) => {
      for (let k = 0; k < 5; k++) out[k] = s[3 + k]
      const begins = !(s[2] >= 1)
      s[0] = begins ? bar.high : Math.max(s[0], bar.high)
      s[1] = begins ? bar.low : Math.min(s[1], bar.low)
      s[2] = begins ? 1 : s[2] + 1
      if (s[2] < p.period) return
      const pivot = (s[0] + s[1] + bar.close) / 3
      s[3] = pivot
      s[4] = 2 * pivot - s[1]
      s[5] = 2 * pivot - s[0]
      s[6] = pivot + s[0] - s[1]
      s[7] = pivot - s[0] + s[1]
      s[2] = 0
    }
  },
})
