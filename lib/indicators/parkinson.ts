import { z } from 'zod'
import { logRatio, rollingMeanColumn } from '#lib/kernels/rolling.ts'
import { indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'
import { scratch } from './scratch.ts'

/** Parkinson volatility. Parkinson 1980, from the range. */
export const parkinson = indicator({
  name: 'parkinson',
  title: 'Parkinson volatility',
  group: 'volatility',
  inputs: ['high', 'low'],
  outputs: ['volatility'],
  params: z.object({
    period: z.int().min(2).max(10_000).default(20).describe('Bars in the window'),
    barsPerYear: z.number().gt(0).max(1e9).default(252).describe('Bars in a year'),
  }),
  seeding: 'The window must be full.',
  source: 'Parkinson 1980, from the range.',
  first: (p) => p.period - 1,
  step(p, m) {
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      out[0] = Math.sqrt(p.barsPerYear * Math.max(0, mean(logRatio(bar.high, bar.low) ** 2 / (4 * Math.LN2))))
    }
  },
  batch(p, c, out) {
    const [values] = out
    const { high, low } = c
    const squares = scratch(0, values.length)
    for (let i = 0; i < values.length; i++) {
      const r = logRatio(high[i], low[i])
      squares[i] = (r * r) / (4 * Math.LN2)
    }
    rollingMeanColumn(squares, 0, p.period, values)
    for (let i = p.period - 1; i < values.length; i++) values[i] = Math.sqrt(p.barsPerYear * Math.max(0, values[i]))
  },
})
