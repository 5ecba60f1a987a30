import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { rollingSum, rollingWindow } from './parts.ts'

/** Relative vigor index. Ehlers 2002: weighted body over weighted range. */
export const vigor = indicator({
  name: 'vigor',
  title: 'Relative vigor index',
  group: 'momentum',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: ['vigor', 'signal'],
  params: z.object({ period: bars(10) }),
  seeding: 'The window must be full.',
  source: 'Ehlers 2002: weighted body over weighted range.',
  first: (p) => p.period + 5,
  step(p, m) {
    const bodies = rollingWindow(m, 4)
    const ranges = rollingWindow(m, 4)
    const body = rollingSum(m, p.period)
    const range = rollingSum(m, p.period)
    const signals = rollingWindow(m, 4)
    const swing = (window: ReturnType<typeof rollingWindow>) =>
      (window.get(0) + 2 * window.get(1) + 2 * window.get(2) + window.get(3)) / 6
    return (bar, out) => {
      bodies.push(bar.close - bar.open)
      ranges.push(bar.high - bar.low)
      const up = body(bodies.warm() ? swing(bodies) : Number.NaN)
      const all = range(ranges.warm() ? swing(ranges) : Number.NaN)
      const vigor = all === 0 ? 0 : up / all
      signals.push(vigor)
      out[0] = vigor
      out[1] = signals.warm() ? swing(signals) : Number.NaN
    }
  },
})
