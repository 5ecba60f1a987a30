import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { rma, trueRange } from './parts.ts'

/** Directional movement. Wilder 1978. The two lines are defined before the ADX. */
export const dmi = indicator({
  name: 'dmi',
  title: 'Directional movement',
  group: 'trend',
  inputs: ['high', 'low', 'close'],
  outputs: ['plusDi', 'minusDi', 'adx'],
  params: z.object({ period: bars(14) }),
  seeding: 'The first averages are means of the first n values.',
  source: 'Wilder 1978. The two lines are defined before the ADX.',
  first: (p) => 2 * p.period - 1,
  settled: (p) => 2 * (p.period + forgets(1 / p.period)),
  step(p, m) {
    const range = trueRange(m)
    const before = m.take(2, Number.NaN)
    const plus = rma(m, p.period)
    const minus = rma(m, p.period)
    const width = rma(m, p.period)
    const average = rma(m, p.period)
    return (bar, out) => {
      const up = bar.high - before[0]
      const down = before[1] - bar.low
      before[0] = bar.high
      before[1] = bar.low
      const tr = width(range(bar.high, bar.low, bar.close))
      const none = Number.isNaN(up)
      const dmPlus = plus(none ? Number.NaN : up > down && up > 0 ? up : 0)
      const dmMinus = minus(none ? Number.NaN : down > up && down > 0 ? down : 0)
      const pdi = tr === 0 ? 0 : (100 * dmPlus) / tr
      const mdi = tr === 0 ? 0 : (100 * dmMinus) / tr
      out[0] = pdi
      out[1] = mdi
      out[2] = average(pdi + mdi === 0 ? 0 : (100 * Math.abs(pdi - mdi)) / (pdi + mdi))
    }
  },
})
