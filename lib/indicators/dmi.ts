import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { rma, trueRange } from './parts.ts'

/** Directional movement. Wilder 1978. The two lines are defined before the ADX. */
export const dmi = indicator({
  name: 'dmi',
  title: 'Directional movement',
  group: 'trend',
  inputs: ['high', 'low', 'close'],
  outputs: ['plusDi', 'minusDi', 'adx'],
  params: z.object({ period: bars(14) }),
  seeding: 'The first averages are means of the first n values.',
  source: 'Wilder 1978. The two lines are defined before the ADX.',
  first: (p) => 2 * p.period - 1,
  settled: (p) => 2 * (p.period + forgets(1 / p.period)),
  step(p, m) {
    const range = trueRange(m)
    const before = m.take(2, Number.NaN)
    const plus = rma(m, p.period)
    const minus = rma(m, p.period)
    const width = rma(m, p.period)
    const average = rma(m, p.period)
    return (bar, out) => {
      const up = bar.high - before[0]
      const down = before[1] - bar.low
      before[0] = bar.high
      before[1] = bar.low
      const tr = width(range(bar.high, bar.low, bar.close))
      const none = Number.isNaN(up)
      const dmPlus = plus(none ? Number.NaN : up > down && up > 0 ? up : 0)
      const dmMinus = minus(none ? Number.NaN : down > up && down > 0 ? down : 0)
      const pdi = tr === 0 ? 0 : (100 * dmPlus) / tr
      const mdi = tr === 0 ? 0 : (100 * dmMinus) / tr
      out[0] = pdi
      out[1] = mdi
      out[2] = average(pdi + mdi === 0 ? 0 : (100 * Math.abs(pdi - mdi)) / (pdi + mdi))
    }
  },
  batch(p, c, out) {
    const [plus, minus, adx] = out
    const { high, low, close } = c
    const n = p.period
    const alpha = 1 / n
    for (const column of out) column.fill(Number.NaN, 0, Math.min(2 * n - 1, column.length))
    let up = 0
    let down = 0
    let range = 0
    let average = 0
    for (let i = 1; i < close.length; i++) {
      const rise = high[i] - high[i - 1]
      const fall = low[i - 1] - low[i]
      const before = close[i - 1]
      const tr = Math.max(high[i], before) - Math.min(low[i], before)
      // Products with a comparison instead of branches: which way the next bar goes nobody can foretell.
      const more = 0.5 * (rise + Math.abs(rise))
      const less = 0.5 * (fall + Math.abs(fall))
      const u = more * Number(more > less)
      const d = less * Number(less > more)
      if (i <= n) {
        up += u
        down += d
        range += tr
        if (i < n) continue
        up /= n
        down /= n
        range /= n
      } else {
        up += alpha * (u - up)
        down += alpha * (d - down)
        range += alpha * (tr - range)
      }
      const share = range === 0 ? 0 : 100 / range
      const a = share * up
      const b = share * down
      plus[i] = a
      minus[i] = b
      const dx = a + b === 0 ? 0 : (100 * Math.abs(a - b)) / (a + b)
      if (i < 2 * n) {
        average += dx
        if (i < 2 * n - 1) continue
        average /= n
      } else average += alpha * (dx - average)
      adx[i] = average
    }
  },
})
