import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { relativeStrength } from './parts.ts'
import { relativeStrengthColumn } from './strength.ts'

/** Relative strength index. Wilder 1978. */
export const rsi = indicator({
  name: 'rsi',
  title: 'Relative strength index',
  group: 'momentum',
  inputs: ['close'],
  outputs: ['rsi'],
  params: z.object({ period: bars(14) }),
  seeding: 'The first averages are the means of the first changes.',
  source: 'Wilder 1978.',
  first: (p) => p.period,
  settled: (p) => p.period + forgets(1 / p.period),
  step(p, m) {
    const strength = relativeStrength(m, p.period)
    return (bar, out) => {
      out[0] = strength(bar.close)
    }
  },
  batch(p, c, out) {
    relativeStrengthColumn(c.close, p.period, out[0])
  },
})
