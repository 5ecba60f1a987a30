import { z } from 'zod'
import { logRatio, rollingMeanColumn } from '#lib/kernels/rolling.ts'
import { indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'
import { scratch } from './scratch.ts'

/** Garman–Klass volatility. Garman & Klass 1980. */
export const garmanKlass = indicator({
  name: 'garman-klass',
  title: 'Garman–Klass volatility',
  group: 'volatility',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: ['volatility'],
  params: z.object({
    period: z.int().min(2).max(10_000).default(20).describe('Bars in the window'),
    barsPerYear: z.number().gt(0).max(1e9).default(252).describe('Bars in a year'),
  }),
  seeding: 'The window must be full.',
  source: 'Garman & Klass 1980.',
  first: (p) => p.period - 1,
  step(p, m) {
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      out[0] = Math.sqrt(
        p.barsPerYear *
          Math.max(
            0,
            mean(0.5 * logRatio(bar.high, bar.low) ** 2 - (2 * Math.LN2 - 1) * logRatio(bar.close, bar.open) ** 2),
          ),
      )
    }
  },
  batch(p, c, out) {
    const [values] = out
    const { open, high, low, close } = c
    const squares = scratch(0, values.length)
    for (let i = 0; i < values.length; i++) {
      const r = logRatio(high[i], low[i])
      const d = logRatio(close[i], open[i])
      squares[i] = 0.5 * r * r - (2 * Math.LN2 - 1) * d * d
    }
    rollingMeanColumn(squares, 0, p.period, values)
    for (let i = p.period - 1; i < values.length; i++) values[i] = Math.sqrt(p.barsPerYear * Math.max(0, values[i]))
  },
})
