import { z } from 'zod'
import { indicator } from './indicator.ts'
import { change } from './parts.ts'

/** On-balance volume. Granville 1963. */
export const obv = indicator({
  name: 'obv',
  title: 'On-balance volume',
  group: 'volume',
  inputs: ['close', 'volume'],
  outputs: ['obv'],
  params: z.object({}),
  seeding: 'Zero at the first bar.',
  source: 'Granville 1963.',
  first: () => 0,
  settled: () => null,
  step(_, m) {
    const step = change(m)
    const s = m.take(1)
    return (bar, out) => {
      const d = step(bar.close)
      s[0] += d > 0 ? bar.volume : d < 0 ? -bar.volume : 0
      out[0] = s[0]
    }
  },
  batch(_, c, out) {
    const [values] = out
    const { close, volume } = c
    let sum = 0
    if (values.length > 0) values[0] = 0
    for (let i = 1; i < values.length; i++) {
      const d = close[i] - close[i - 1]
      // Two comparisons as numbers: the side is a coin toss, and a branch on it would be guessed wrong half of the time.
      sum += (Number(d > 0) - Number(d < 0)) * volume[i]
      values[i] = sum
    }
  },
})
