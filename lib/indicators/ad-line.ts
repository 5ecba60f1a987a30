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
})
