import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { lag } from './parts.ts'

/** Rate of change. Change over n bars in percent. */
export const roc = indicator({
  name: 'roc',
  title: 'Rate of change',
  group: 'momentum',
  inputs: ['close'],
  outputs: ['roc'],
  params: z.object({ period: bars(10) }),
  seeding: 'None.',
  source: 'Change over n bars in percent.',
  first: (p) => p.period,
  step(p, m) {
    const before = lag(m, p.period)
    return (bar, out) => {
      out[0] = 100 * (bar.close / before(bar.close) - 1)
    }
  },
  batch(p, c, out) {
    const [values] = out
    values.fill(Number.NaN, 0, Math.min(values.length, p.period))
    for (let i = p.period; i < values.length; i++) values[i] = 100 * (c.close[i] / c.close[i - p.period] - 1)
  },
})
