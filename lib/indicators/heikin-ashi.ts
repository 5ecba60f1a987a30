import { z } from 'zod'
import { forgets, indicator } from './indicator.ts'

/** Heikin-Ashi. Homma’s averaged candles. */
export const heikinAshi = indicator({
  name: 'heikin-ashi',
  title: 'Heikin-Ashi',
  group: 'trend',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: ['open', 'high', 'low', 'close'],
  params: z.object({}),
  seeding: 'The first open is the middle of the body.',
  source: 'Homma’s averaged candles.',
  first: () => 0,
  settled: () => forgets(0.5),
  step(_, m) {
    const s = m.take(2, Number.NaN)
    return (bar, out) => {
      const close = (bar.open + bar.high + bar.low + bar.close) / 4
      const open = Number.isNaN(s[0]) ? (bar.open + bar.close) / 2 : (s[0] + s[1]) / 2
      s[0] = open
      s[1] = close
      out[0] = open
      out[1] = Math.max(bar.high, open, close)
      out[2] = Math.min(bar.low, open, close)
      out[3] = close
    }
  },
})
