import { z } from 'zod'
import { indicator } from './indicator.ts'
import { change, rollingWindow } from './parts.ts'

/** Kyle’s lambda. Kyle 1985: slope of price change on volume signed by the tick rule. */
export const kyleLambda = indicator({
  name: 'kyle-lambda',
  title: 'Kyle’s lambda',
  group: 'microstructure',
  inputs: ['close', 'volume'],
  outputs: ['lambda'],
  params: z.object({ period: z.int().min(3).max(10_000).default(50).describe('Bars in the window') }),
  seeding: 'The window must be full.',
  source: 'Kyle 1985: slope of price change on volume signed by the tick rule.',
  first: (p) => p.period,
  step(p, m) {
    const step = change(m)
    const x = rollingWindow(m, p.period)
    const y = rollingWindow(m, p.period)
    return (bar, out) => {
      const d = step(bar.close)
      x.push(Number.isNaN(d) ? Number.NaN : Math.sign(d) * bar.volume)
      y.push(d)
      if (!y.warm()) {
        out[0] = Number.NaN
        return
      }
      let sx = 0
      let sy = 0
      for (let i = 0; i < p.period; i++) {
        sx += x.get(i)
        sy += y.get(i)
      }
      let xx = 0
      let xy = 0
      for (let i = 0; i < p.period; i++) {
        const dx = x.get(i) - sx / p.period
        xx += dx * dx
        xy += dx * (y.get(i) - sy / p.period)
      }
      out[0] = xx === 0 ? 0 : xy / xx
    }
  },
})
