import { z } from 'zod'
import { bars, indicator } from '#lib/indicators/indicator.ts'
import { change, lag, rollingSum } from '#lib/indicators/parts.ts'

export const efficiencyRatio = indicator({
  name: 'efficiency-ratio',
  title: 'Efficiency ratio',
  group: 'trend',
  inputs: ['close'],
  outputs: ['efficiency'],
  params: z.object({ period: bars(10, 'Changes in the window') }),
  seeding: 'The window must be full.',
  source: 'Kaufman 1995: the way made over the way gone, 1 in a straight line and 0 where it ends as it began.',
  first: (p) => p.period,
  step(p, memory) {
    const before = lag(memory, p.period)
    const move = change(memory)
    const way = rollingSum(memory, p.period)
    return (bar, out) => {
      const gone = way(Math.abs(move(bar.close)))
      const made = Math.abs(bar.close - before(bar.close))
      // A NaN is no more than anything and no less: not warm yet stays not warm.
      out[0] = gone <= 0 ? 0 : Math.min(1, made / gone)
    }
  },
})
