import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { rollingWindow } from './parts.ts'

/** Percent rank. Share of the last closes that are not higher. */
export const percentRank = indicator({
  name: 'percent-rank',
  title: 'Percent rank',
  group: 'statistic',
  inputs: ['close'],
  outputs: ['rank'],
  params: z.object({ period: bars(100) }),
  seeding: 'The window is of the closes before this one.',
  source: 'Share of the last closes that are not higher.',
  first: (p) => p.period,
  step(p, m) {
    const window = rollingWindow(m, p.period)
    return (bar, out) => {
      let below = 0
      const warm = window.warm()
      if (warm) for (let i = 0; i < p.period; i++) if (window.get(i) <= bar.close) below++
      window.push(bar.close)
      out[0] = warm ? (100 * below) / p.period : Number.NaN
    }
  },
})
