import { z } from 'zod'
import { rollingExtreme } from './extremes.ts'
import { bars, indicator } from './indicator.ts'
import { change, rollingSum } from './parts.ts'

/** Vertical horizontal filter. White 1991: range of the closes over the length of their path. */
export const verticalHorizontal = indicator({
  name: 'vertical-horizontal',
  title: 'Vertical horizontal filter',
  group: 'trend',
  inputs: ['close'],
  outputs: ['filter'],
  params: z.object({ period: bars(28) }),
  seeding: 'The window must be full.',
  source: 'White 1991: range of the closes over the length of their path.',
  first: (p) => p.period,
  step(p, m) {
    const step = change(m)
    const path = rollingSum(m, p.period)
    const high = rollingExtreme(m, p.period, 1)
    const low = rollingExtreme(m, p.period, -1)
    return (bar, out) => {
      high.push(bar.close)
      low.push(bar.close)
      const length = path(Math.abs(step(bar.close)))
      out[0] = length === 0 ? 0 : (high.value() - low.value()) / length
    }
  },
})
