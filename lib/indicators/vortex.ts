import { z } from 'zod'
import { rollingSumColumn } from '#lib/kernels/rolling.ts'
import { bars, indicator } from './indicator.ts'
import { rollingSum, trueRange } from './parts.ts'
import { scratch } from './scratch.ts'

/** Vortex. Botes & Siepman 2010. */
export const vortex = indicator({
  name: 'vortex',
  title: 'Vortex',
  group: 'trend',
  inputs: ['high', 'low', 'close'],
  outputs: ['plus', 'minus'],
  params: z.object({ period: bars(14) }),
  seeding: 'The window must be full.',
  source: 'Botes & Siepman 2010.',
  first: (p) => p.period,
  step(p, m) {
    const range = trueRange(m)
    const before = m.take(2, Number.NaN)
    const plus = rollingSum(m, p.period)
    const minus = rollingSum(m, p.period)
    const total = rollingSum(m, p.period)
    return (bar, out) => {
      const up = plus(Math.abs(bar.high - before[1]))
      const down = minus(Math.abs(bar.low - before[0]))
      const all = total(range(bar.high, bar.low, bar.close))
      before[0] = bar.high
      before[1] = bar.low
      out[0] = all === 0 ? 1 : up / all
      out[1] = all === 0 ? 1 : down / all
    }
  },
  batch(p, c, out) {
    const [plus, minus] = out
    const { high, low, close } = c
    const n = p.period
    const up = scratch(0, plus.length)
    const down = scratch(1, plus.length)
    const range = scratch(2, plus.length)
    for (let i = 1; i < plus.length; i++) {
      up[i] = Math.abs(high[i] - low[i - 1])
      down[i] = Math.abs(low[i] - high[i - 1])
      const before = close[i - 1]
      range[i] = (high[i] > before ? high[i] : before) - (low[i] < before ? low[i] : before)
    }
    rollingSumColumn(up, 1, n, plus)
    rollingSumColumn(down, 1, n, minus)
    rollingSumColumn(range, 1, n, up)
    for (let i = n; i < plus.length; i++) {
      const share = 1 / up[i]
      plus[i] = up[i] === 0 ? 1 : plus[i] * share
      minus[i] = up[i] === 0 ? 1 : minus[i] * share
    }
  },
})
