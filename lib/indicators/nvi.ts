import { z } from 'zod'
import { indicator } from './indicator.ts'

/** Negative volume index. Dysart 1936; Fosback 1976: price changes of bars with less volume than the one before. */
export const nvi = indicator({
  name: 'nvi',
  title: 'Negative volume index',
  group: 'volume',
  inputs: ['close', 'volume'],
  outputs: ['nvi'],
  params: z.object({}),
  seeding: '1,000 at the first bar.',
  source: 'Dysart 1936; Fosback 1976: price changes of bars with less volume than the one before.',
  first: () => 0,
  settled: () => null,
  step(_, m) {
    const before = m.take(2, Number.NaN)
    const s = m.take(1, 1_000)
    return (bar, out) => {
      if (bar.volume < before[1]) s[0] *= bar.close / before[0]
      before[0] = bar.close
      before[1] = bar.volume
      out[0] = s[0]
    }
  },
})
