import { z } from 'zod'
import { indicator } from './indicator.ts'
import { closeLocation } from './parts.ts'

/** Accumulation distribution line. Chaikin. */
export const adLine = indicator({
  name: 'ad-line',
  title: 'Accumulation distribution line',
  group: 'volume',
  inputs: ['high', 'low', 'close', 'volume'],
  outputs: ['line'],
  params: z.object({}),
  seeding: 'Zero before the first bar.',
  source: 'Chaikin.',
  first: () => 0,
  settled: () => null,
  step(_, m) {
    const s = m.take(1)
    return (bar, out) => {
      s[0] += closeLocation(bar.high, bar.low, bar.close) * bar.volume
      out[0] = s[0]
    }
  },
  batch(_, c, out) {
    const [values] = out
    let sum = 0
    for (let i = 0; i < values.length; i++) {
      sum += closeLocation(c.high[i], c.low[i], c.close[i]) * c.volume[i]
      values[i] = sum
    }
  },
})
