import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'

/** Time-weighted average price. Mean of the bars’ average prices. */
export const twap = indicator({
  name: 'twap',
  title: 'Time-weighted average price',
  group: 'volume',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: ['twap'],
  params: z.object({ period: bars(20) }),
  seeding: 'The window must be full.',
  source: 'Mean of the bars’ average prices.',
  first: (p) => p.period - 1,
  step(p, m) {
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      out[0] = mean((bar.open + bar.high + bar.low + bar.close) / 4)
    }
  },
})
