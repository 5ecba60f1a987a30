import { z } from 'zod'
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
    for (const column of out) column.fill(Number.NaN, 0, Math.min(n, column.length))
    if (close.length <= n) return
    const alpha = 1 / n
    const beta = 1 - alpha
    const rangeOf = (i: number) => Math.max(high[i], close[i - 1]) - Math.min(low[i], close[i - 1])
    let average = 0
    for (let i = 1; i <= n; i++) average += rangeOf(i)
    average /= n
    let top = (high[n] + low[n]) / 2 + p.factor * average
    let bottom = (high[n] + low[n]) / 2 - p.factor * average
    let direction = 1
    values[n] = bottom
    directions[n] = direction
    let before = close[n]
    for (let i = n + 1; i < close.length; i++) {
      const [h, l, last] = [high[i], low[i], close[i]]
      average = beta * average + alpha * (Math.max(h, before) - Math.min(l, before))
      const middle = (h + l) / 2
      const width = p.factor * average
      // Neither a branch nor an extreme of two, which is one: nobody can foretell which band it will be.
      const upper = middle + width
      const lower = middle - width
      const lowered = Number(before > top || upper < top)
      const raised = Number(before < bottom || lower > bottom)
      top = upper * lowered + top * (1 - lowered)
      bottom = lower * raised + bottom * (1 - raised)
      if (direction > 0) {
        if (last < bottom) direction = -1
      } else if (last > top) direction = 1
      values[i] = direction > 0 ? bottom : top
      directions[i] = direction
      before = last
    }
  },
})
