import { z } from 'zod'
import { smoothedColumn, trueRangeColumn } from '#lib/kernels/rolling.ts'
import { bars, indicator } from './indicator.ts'
import { rma, trueRange } from './parts.ts'

/** Supertrend. Seban 2008: a band only tightens, until the close passes it. */
export const supertrend = indicator({
  name: 'supertrend',
  title: 'Supertrend',
  group: 'trend',
  inputs: ['high', 'low', 'close'],
  outputs: ['supertrend', 'direction'],
  params: z.object({
    period: bars(10, 'Bars of the average true range'),
    factor: z.number().gt(0).max(100).default(3).describe('Ranges from the middle of the bar'),
  }),
  seeding: 'Starts long with the first average true range.',
  source: 'Seban 2008: a band only tightens, until the close passes it.',
  first: (p) => p.period,
  settled: () => null,
  step(p, m) {
    const range = trueRange(m)
    const average = rma(m, p.period)
    // Upper and lower band, direction (0: not started), close before.
    const s = m.take(4)
    return (bar, out) => {
      const atr = average(range(bar.high, bar.low, bar.close))
      const before = s[3]
      s[3] = bar.close
      if (Number.isNaN(atr)) {
        out[0] = out[1] = Number.NaN
        return
      }
      const middle = (bar.high + bar.low) / 2
      const upper = middle + p.factor * atr
      const lower = middle - p.factor * atr
      if (s[2] === 0) {
        s[0] = upper
        s[1] = lower
        s[2] = 1
      } else {
        if (upper < s[0] || before > s[0]) s[0] = upper
        if (lower > s[1] || before < s[1]) s[1] = lower
        if (s[2] > 0 && bar.close < s[1]) s[2] = -1
        else if (s[2] < 0 && bar.close > s[0]) s[2] = 1
      }
      out[0] = s[2] > 0 ? s[1] : s[0]
      out[1] = s[2]
    }
  },
  batch(p, c, out) {
    const [values, directions] = out
    const { high, low, close } = c
    const n = p.period
    trueRangeColumn(high, low, close, directions)
    smoothedColumn(directions, 1, n, 1 / n, values)
    directions.fill(Number.NaN, 0, Math.min(n, directions.length))
    let top = 0
    let bottom = 0
    let direction = 0
    for (let i = n; i < close.length; i++) {
      const middle = (high[i] + low[i]) / 2
      const upper = middle + p.factor * values[i]
      const lower = middle - p.factor * values[i]
      if (direction === 0) {
        top = upper
        bottom = lower
        direction = 1
      } else {
        if (upper < top || close[i - 1] > top) top = upper
        if (lower > bottom || close[i - 1] < bottom) bottom = lower
        if (direction > 0 && close[i] < bottom) direction = -1
        else if (direction < 0 && close[i] > top) direction = 1
      }
      values[i] = direction > 0 ? bottom : top
      directions[i] = direction
    }
  },
})
