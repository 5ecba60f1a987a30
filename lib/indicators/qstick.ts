import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'

/** Qstick. Chande 1994: mean body. */
export const qstick = indicator({
  name: 'qstick',
  title: 'Qstick',
  group: 'momentum',
  inputs: ['open', 'close'],
  outputs: ['qstick'],
  params: z.object({ period: bars(14) }),
  seeding: 'The window must be full.',
  source: 'Chande 1994: mean body.',
  first: (p) => p.period - 1,
  step(p, m) {
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      out[0] = mean(bar.close - bar.open)
    }
  },
})
