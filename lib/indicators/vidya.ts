import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { change, rollingSum } from './parts.ts'

/** Variable index dynamic average. Chande 1992: the speed is the absolute momentum oscillator. */
export const vidya = indicator({
  name: 'vidya',
  title: 'Variable index dynamic average',
  group: 'average',
  inputs: ['close'],
  outputs: ['vidya'],
  params: z.object({
    period: bars(14, 'Bars of the average'),
    momentum: bars(9, 'Bars of the momentum that sets its speed'),
  }),
  seeding: 'Starts from the close before the first full window.',
  source: 'Chande 1992: the speed is the absolute momentum oscillator.',
  first: (p) => p.momentum,
  settled: () => null,
  step(p, m) {
    const step = change(m)
    const up = rollingSum(m, p.momentum)
    const down = rollingSum(m, p.momentum)
    const s = m.take(1)
    const alpha = 2 / (p.period + 1)
    return (bar, out) => {
      const d = step(bar.close)
      const gain = up(d > 0 ? d : d <= 0 ? 0 : Number.NaN)
      const loss = down(d < 0 ? -d : d >= 0 ? 0 : Number.NaN)
      if (Number.isNaN(loss)) {
        s[0] = bar.close
        out[0] = Number.NaN
        return
      }
      const speed = gain + loss > 0 ? Math.abs(gain - loss) / (gain + loss) : 0
      s[0] += alpha * speed * (bar.close - s[0])
      out[0] = s[0]
    }
  },
})
