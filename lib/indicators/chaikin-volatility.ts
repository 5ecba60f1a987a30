import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { ema, lag } from './parts.ts'

/** Chaikin volatility. Chaikin: change of the average range in percent. */
export const chaikinVolatility = indicator({
  name: 'chaikin-volatility',
  title: 'Chaikin volatility',
  group: 'volatility',
  inputs: ['high', 'low'],
  outputs: ['volatility'],
  params: z.object({
    period: bars(10, 'Bars of the average range'),
    change: bars(10, 'Bars over which it is compared'),
  }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Chaikin: change of the average range in percent.',
  first: (p) => p.period + p.change - 1,
  settled: (p) => p.period + p.change + forgets(2 / (p.period + 1)),
  step(p, m) {
    const average = ema(m, p.period)
    const before = lag(m, p.change)
    return (bar, out) => {
      const range = average(bar.high - bar.low)
      const old = before(range)
      out[0] = old === 0 ? 0 : 100 * (range / old - 1)
    }
  },
})
