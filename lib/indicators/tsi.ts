import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { change, ema } from './parts.ts'

/** True strength index. Blau 1991. */
export const tsi = indicator({
  name: 'tsi',
  title: 'True strength index',
  group: 'momentum',
  inputs: ['close'],
  outputs: ['tsi'],
  params: z.object({ long: bars(25, 'Bars of the first smoothing'), short: bars(13, 'Bars of the second') }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Blau 1991.',
  first: (p) => p.long + p.short - 1,
  settled: (p) => p.long + p.short + forgets(2 / (p.long + 1)) + forgets(2 / (p.short + 1)),
  step(p, m) {
    const step = change(m)
    const a1 = ema(m, p.long)
    const a2 = ema(m, p.short)
    const b1 = ema(m, p.long)
    const b2 = ema(m, p.short)
    return (bar, out) => {
      const d = step(bar.close)
      const move = a2(a1(d))
      const size = b2(b1(Math.abs(d)))
      out[0] = size === 0 ? 0 : (100 * move) / size
    }
  },
})
