import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'

/** Moving average envelope. Mean plus and minus a percentage. */
export const envelope = indicator({
  name: 'envelope',
  title: 'Moving average envelope',
  group: 'band',
  inputs: ['close'],
  outputs: ['middle', 'upper', 'lower'],
  params: z.object({
    period: bars(20),
    percent: z.number().gt(0).max(100).default(2.5).describe('Distance from the mean in percent'),
  }),
  seeding: 'The window must be full.',
  source: 'Mean plus and minus a percentage.',
  first: (p) => p.period - 1,
  step(p, m) {
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      const middle = mean(bar.close)
      out[0] = middle
      out[1] = middle * (1 + p.percent / 100)
      out[2] = middle * (1 - p.percent / 100)
    }
  },
})
