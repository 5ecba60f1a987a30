import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'

/** Triangular moving average. Mean of a mean: weights rise to the middle and fall again. */
export const trima = indicator({
  name: 'trima',
  title: 'Triangular moving average',
  group: 'average',
  inputs: ['close'],
  outputs: ['trima'],
  params: z.object({ period: bars(20) }),
  seeding: 'The window must be full.',
  source: 'Mean of a mean: weights rise to the middle and fall again.',
  first: (p) => p.period - 1,
  step(p, m) {
    const inner = rollingMean(m, Math.ceil((p.period + 1) / 2))
    const outer = rollingMean(m, Math.floor((p.period + 1) / 2))
    return (bar, out) => {
      out[0] = outer(inner(bar.close))
    }
  },
})
