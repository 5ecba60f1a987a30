import { z } from 'zod'
import { trueRangeColumn } from '#lib/kernels/rolling.ts'
import { indicator } from './indicator.ts'
import { trueRange } from './parts.ts'

/** True range. Wilder 1978. */
export const trueRangeIndicator = indicator({
  name: 'true-range',
  title: 'True range',
  group: 'volatility',
  inputs: ['high', 'low', 'close'],
  outputs: ['trueRange'],
  params: z.object({}),
  seeding: 'Needs the close before.',
  source: 'Wilder 1978.',
  first: () => 1,
  step(_, m) {
    const range = trueRange(m)
    return (bar, out) => {
      out[0] = range(bar.high, bar.low, bar.close)
    }
  },
  batch(_, c, out) {
    trueRangeColumn(c.high, c.low, c.close, out[0])
  },
})
