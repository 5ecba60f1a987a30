import { z } from 'zod'
import { logRatio, rollingMeanColumn } from '#lib/kernels/rolling.ts'
import { indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'
import { scratch } from './scratch.ts'

/** Rogers–Satchell volatility. Rogers & Satchell 1991, free of drift. */
export const rogersSatchell = indicator({
  name: 'rogers-satchell',
  title: 'Rogers–Satchell volatility',
  group: 'volatility',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: ['volatility'],
  params: z.object({
    period: z.int().min(2).max(10_000).default(20).describe('Bars in the window'),
    barsPerYear: z.number().gt(0).max(1e9).default(252).describe('Bars in a year'),
  }),
  seeding: 'The window must be full.',
  source: 'Rogers & Satchell 1991, free of drift.',
  first: (p) => p.period - 1,
  step(p, m) {
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      const body = logRatio(bar.close, bar.open)
      const up = logRatio(bar.high, bar.open)
      const down = logRatio(bar.low, bar.open)
      out[0] = Math.sqrt(p.barsPerYear * Math.max(0, mean(up * (up - body) + down * (down - body))))
    }
  },
  batch(p, c, out) {
    const [values] = out
    const { open, high, low, close } = c
    const squares = scratch(0, values.length)
    for (let i = 0; i < values.length; i++) {
      const body = logRatio(close[i], open[i])
      const up = logRatio(high[i], open[i])
      const down = logRatio(low[i], open[i])
      squares[i] = up * (up - body) + down * (down - body)
    }
    rollingMeanColumn(squares, 0, p.period, values)
    for (let i = p.period - 1; i < values.length; i++) values[i] = Math.sqrt(p.barsPerYear * Math.max(0, values[i]))
  },
})
