import { z } from 'zod'
import { rollingMeanColumn } from '#lib/kernels/rolling.ts'
import { bars, indicator } from './indicator.ts'
import { lag, rollingMean } from './parts.ts'

/** Detrended price oscillator. Close n/2 + 1 bars ago less the mean of now. */
export const dpo = indicator({
  name: 'dpo',
  title: 'Detrended price oscillator',
  group: 'momentum',
  inputs: ['close'],
  outputs: ['dpo'],
  params: z.object({ period: bars(20) }),
  seeding: 'The window must be full.',
  source: 'Close n/2 + 1 bars ago less the mean of now.',
  first: (p) => p.period - 1,
  step(p, m) {
    const mean = rollingMean(m, p.period)
    const before = lag(m, Math.floor(p.period / 2) + 1)
    return (bar, out) => {
      out[0] = before(bar.close) - mean(bar.close)
    }
  },
  batch(p, c, out) {
    const [values] = out
    const { close } = c
    const back = Math.floor(p.period / 2) + 1
    rollingMeanColumn(close, 0, p.period, values)
    for (let i = p.period - 1; i < values.length; i++) values[i] = i < back ? Number.NaN : close[i - back] - values[i]
  },
})
