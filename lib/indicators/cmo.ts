import { z } from 'zod'
import { rollingSumColumn } from '#lib/kernels/rolling.ts'
import { bars, indicator } from './indicator.ts'
import { change, rollingSum } from './parts.ts'
import { scratch } from './scratch.ts'

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
  batch(p, c, out) {
    const [values] = out
    const { close } = c
    const n = p.period
    const step = scratch(0, values.length)
    const size = scratch(1, values.length)
    for (let i = 1; i < close.length; i++) {
      step[i] = close[i] - close[i - 1]
      size[i] = Math.abs(step[i])
    }
    rollingSumColumn(step, 1, n, values)
    rollingSumColumn(size, 1, n, step)
    for (let i = n; i < values.length; i++) values[i] = step[i] > 0 ? (100 * values[i]) / step[i] : 0
  },
})
