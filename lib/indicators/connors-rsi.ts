import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { change, previous, relativeStrength, rollingWindow } from './parts.ts'

/** Connors RSI. Connors & Alvarez 2012. */
export const connorsRsi = indicator({
  name: 'connors-rsi',
  title: 'Connors RSI',
  group: 'momentum',
  inputs: ['close'],
  outputs: ['connorsRsi'],
  params: z.object({
    period: bars(3, 'Bars of the RSI'),
    streak: bars(2, 'Bars of the RSI of the streak'),
    rank: bars(100, 'Bars of the percent rank'),
  }),
  seeding: 'As the RSI; the rank needs a full window of returns before this one.',
  source: 'Connors & Alvarez 2012.',
  first: (p) => Math.max(p.period, p.streak, p.rank + 1),
  settled: (p) => p.rank + 1 + forgets(1 / Math.max(p.period, p.streak)),
  step(p, m) {
    const price = relativeStrength(m, p.period)
    const run = relativeStrength(m, p.streak)
    const step = change(m)
    const before = previous(m)
    const window = rollingWindow(m, p.rank)
    const s = m.take(1)
    return (bar, out) => {
      const d = step(bar.close)
      const last = before(bar.close)
      s[0] = d > 0 ? Math.max(1, s[0] + 1) : d < 0 ? Math.min(-1, s[0] - 1) : 0
      const rate = d / last
      let below = 0
      const warm = window.warm()
      if (warm) for (let i = 0; i < p.rank; i++) if (window.get(i) < rate) below++
      window.push(rate)
      const strength = price(bar.close) + run(s[0])
      out[0] = warm ? (strength + (100 * below) / p.rank) / 3 : Number.NaN
    }
  },
})
