import { z } from 'zod'
import { smoothedColumn, trueRangeColumn } from '#lib/kernels/rolling.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { rma, trueRange } from './parts.ts'

/** Average true range. Wilder 1978; the second output is in percent of the close. */
export const atr = indicator({
  name: 'atr',
  title: 'Average true range',
  group: 'volatility',
  inputs: ['high', 'low', 'close'],
  outputs: ['atr', 'percent'],
  params: z.object({ period: bars(14) }),
  seeding: 'Mean of the first n true ranges.',
  source: 'Wilder 1978; the second output is in percent of the close.',
  first: (p) => p.period,
  settled: (p) => p.period + forgets(1 / p.period),
  step(p, m) {
    const range = trueRange(m)
    const average = rma(m, p.period)
    return (bar, out) => {
      out[0] = average(range(bar.high, bar.low, bar.close))
      out[1] = (100 * out[0]) / bar.close
    }
  },
  batch(p, c, out) {
    const [values, percent] = out
    trueRangeColumn(c.high, c.low, c.close, percent)
    smoothedColumn(percent, 1, p.period, 1 / p.period, values)
    for (let i = 0; i < values.length; i++) percent[i] = (100 * values[i]) / c.close[i]
  },
})
