import { z } from 'zod'
import { smoothedColumn } from '#lib/kernels/rolling.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { change, ema } from './parts.ts'
import { scratch } from './scratch.ts'

/** Force index. Elder 1993. */
export const forceIndex = indicator({
  name: 'force-index',
  title: 'Force index',
  group: 'volume',
  inputs: ['close', 'volume'],
  outputs: ['force'],
  params: z.object({ period: bars(13) }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Elder 1993.',
  first: (p) => p.period,
  settled: (p) => p.period + forgets(2 / (p.period + 1)),
  step(p, m) {
    const step = change(m)
    const average = ema(m, p.period)
    return (bar, out) => {
      out[0] = average(step(bar.close) * bar.volume)
    }
  },
  batch(p, c, out) {
    const [values] = out
    const { close, volume } = c
    const force = scratch(0, values.length)
    for (let i = 1; i < values.length; i++) force[i] = (close[i] - close[i - 1]) * volume[i]
    smoothedColumn(force, 1, p.period, 2 / (p.period + 1), values)
  },
})
