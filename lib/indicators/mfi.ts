import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { change, rollingSum } from './parts.ts'

/** Money flow index. Quong & Soudack 1989. */
export const mfi = indicator({
  name: 'mfi',
  title: 'Money flow index',
  group: 'volume',
  inputs: ['high', 'low', 'close', 'volume'],
  outputs: ['mfi'],
  params: z.object({ period: bars(14) }),
  seeding: 'The window must be full.',
  source: 'Quong & Soudack 1989.',
  first: (p) => p.period,
  step(p, m) {
    const step = change(m)
    const up = rollingSum(m, p.period)
    const down = rollingSum(m, p.period)
    return (bar, out) => {
      const typical = (bar.high + bar.low + bar.close) / 3
      const d = step(typical)
      const money = typical * bar.volume
      const rise = up(d > 0 ? money : d <= 0 ? 0 : Number.NaN)
      const fall = down(d < 0 ? money : d >= 0 ? 0 : Number.NaN)
      out[0] = rise + fall === 0 ? 50 : (100 * rise) / (rise + fall)
    }
  },
})
