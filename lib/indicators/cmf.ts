import { z } from 'zod'
import { rollingSumColumn } from '#lib/kernels/rolling.ts'
import { bars, indicator } from './indicator.ts'
import { closeLocation, rollingSum } from './parts.ts'
import { scratch } from './scratch.ts'

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
  batch(p, c, out) {
    const [values] = out
    const money = scratch(0, values.length)
    for (let i = 0; i < values.length; i++) money[i] = closeLocation(c.high[i], c.low[i], c.close[i]) * c.volume[i]
    rollingSumColumn(money, 0, p.period, values)
    rollingSumColumn(c.volume, 0, p.period, money)
    for (let i = p.period - 1; i < values.length; i++) values[i] = money[i] === 0 ? 0 : values[i] / money[i]
  },
})
