import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { change, rollingSum } from './parts.ts'

/** Chande momentum oscillator. Chande 1994, plain sums. */
export const cmo = indicator({
  name: 'cmo',
  title: 'Chande momentum oscillator',
  group: 'momentum',
  inputs: ['close'],
  outputs: ['cmo'],
  params: z.object({ period: bars(14) }),
  seeding: 'The window must be full.',
  source: 'Chande 1994, plain sums.',
  first: (p) => p.period,
  step(p, m) {
    const step = change(m)
    const up = rollingSum(m, p.period)
    const down = rollingSum(m, p.period)
    return (bar, out) => {
      const d = step(bar.close)
      const gain = up(d > 0 ? d : d <= 0 ? 0 : Number.NaN)
      const loss = down(d < 0 ? -d : d >= 0 ? 0 : Number.NaN)
      out[0] = gain + loss === 0 ? 0 : (100 * (gain - loss)) / (gain + loss)
    }
  },
})
