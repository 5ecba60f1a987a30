import { z } from 'zod'
import { rollingSumColumn } from '#lib/kernels/rolling.ts'
import { bars, indicator } from './indicator.ts'
import { change, rollingSum } from './parts.ts'
import { scratch } from './scratch.ts'

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
  batch(p, c, out) {
    const [values] = out
    const { high, low, close, volume } = c
    const n = p.period
    const up = scratch(0, values.length)
    const all = scratch(1, values.length)
    let before = (high[0] + low[0] + close[0]) / 3
    for (let i = 1; i < values.length; i++) {
      const typical = (high[i] + low[i] + close[i]) / 3
      const money = typical * volume[i]
      // A product, not a choice: whether it rises is as good as a toss, and a wrong guess costs more.
      up[i] = money * Number(typical > before)
      all[i] = typical === before ? 0 : money
      before = typical
    }
    rollingSumColumn(up, 1, n, values)
    rollingSumColumn(all, 1, n, up)
    for (let i = n; i < values.length; i++)
      values[i] = up[i] > 0 ? Math.min(100, Math.max(0, (100 * values[i]) / up[i])) : 50
  },
})
