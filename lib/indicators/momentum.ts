import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { lag } from './parts.ts'

/** Momentum. Change over n bars. */
export const momentum = indicator({
  name: 'momentum',
  title: 'Momentum',
  group: 'momentum',
  inputs: ['close'],
  outputs: ['momentum'],
  params: z.object({ period: bars(10) }),
  seeding: 'None.',
  source: 'Change over n bars.',
  first: (p) => p.period,
  step(p, m) {
    const before = lag(m, p.period)
    return (bar, out) => {
      out[0] = bar.close - before(bar.close)
    }
  },
  batch(p, c, out) {
    const [values] = out
    values.fill(Number.NaN, 0, Math.min(values.length, p.period))
    for (let i = p.period; i < values.length; i++) values[i] = c.close[i] - c.close[i - p.period]
  },
})
