import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { closeLocation, rollingSum } from './parts.ts'

/** Chaikin money flow. Chaikin. */
export const cmf = indicator({
  name: 'cmf',
  title: 'Chaikin money flow',
  group: 'volume',
  inputs: ['high', 'low', 'close', 'volume'],
  outputs: ['cmf'],
  params: z.object({ period: bars(20) }),
  seeding: 'The window must be full.',
  source: 'Chaikin.',
  first: (p) => p.period - 1,
  step(p, m) {
    const flow = rollingSum(m, p.period)
    const volume = rollingSum(m, p.period)
    return (bar, out) => {
      const total = volume(bar.volume)
      const money = flow(closeLocation(bar.high, bar.low, bar.close) * bar.volume)
      out[0] = total === 0 ? 0 : money / total
    }
  },
})
