import { z } from 'zod'
import { rollingExtreme } from './extremes.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { ema } from './parts.ts'

/** Stochastic momentum index. Blau 1993. */
export const smi = indicator({
  name: 'smi',
  title: 'Stochastic momentum index',
  group: 'momentum',
  inputs: ['high', 'low', 'close'],
  outputs: ['smi'],
  params: z.object({
    period: bars(13),
    long: bars(25, 'Bars of the first smoothing'),
    short: bars(2, 'Bars of the second'),
  }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Blau 1993.',
  first: (p) => p.period + p.long + p.short - 3,
  settled: (p) => p.period + p.long + p.short + forgets(2 / (p.long + 1)) + forgets(2 / (p.short + 1)),
  step(p, m) {
    const high = rollingExtreme(m, p.period, 1)
    const low = rollingExtreme(m, p.period, -1)
    const a1 = ema(m, p.long)
    const a2 = ema(m, p.short)
    const b1 = ema(m, p.long)
    const b2 = ema(m, p.short)
    return (bar, out) => {
      high.push(bar.high)
      low.push(bar.low)
      const warm = high.warm()
      const range = high.value() - low.value()
      const distance = a2(a1(warm ? bar.close - (high.value() + low.value()) / 2 : Number.NaN))
      const width = b2(b1(warm ? range : Number.NaN))
      out[0] = width === 0 ? 0 : (100 * distance) / (width / 2)
    }
  },
})
