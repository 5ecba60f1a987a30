import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'

/** Balance of power. Livshin 2001: mean of body over range. */
export const balanceOfPower = indicator({
  name: 'balance-of-power',
  title: 'Balance of power',
  group: 'momentum',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: ['balance'],
  params: z.object({ period: bars(14) }),
  seeding: 'The window must be full.',
  source: 'Livshin 2001: mean of body over range.',
  first: (p) => p.period - 1,
  step(p, m) {
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      const range = bar.high - bar.low
      out[0] = mean(range === 0 ? 0 : (bar.close - bar.open) / range)
    }
  },
})
