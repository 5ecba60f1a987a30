import { z } from 'zod'
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
})
