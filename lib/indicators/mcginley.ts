import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'

/** McGinley dynamic. McGinley 1990; the divisor never below 1, so that a crash cannot overshoot. */
export const mcginley = indicator({
  name: 'mcginley',
  title: 'McGinley dynamic',
  group: 'average',
  inputs: ['close'],
  outputs: ['mcginley'],
  params: z.object({ period: bars(14) }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'McGinley 1990; the divisor never below 1, so that a crash cannot overshoot.',
  first: (p) => p.period - 1,
  settled: (p) => p.period - 1 + forgets(1 / (4 * p.period)),
  step(p, m) {
    const seed = rollingMean(m, p.period)
    const s = m.take(1, Number.NaN)
    return (bar, out) => {
      if (Number.isNaN(s[0])) s[0] = seed(bar.close)
      else s[0] += (bar.close - s[0]) / Math.max(1, p.period * (bar.close / s[0]) ** 4)
      out[0] = s[0]
    }
  },
})
