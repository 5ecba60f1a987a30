import { z } from 'zod'
import { logRatio, rollingMeanColumn } from '#lib/kernels/rolling.ts'
import { bars, indicator } from './indicator.ts'
import { change, rollingMean } from './parts.ts'
import { scratch } from './scratch.ts'

/** Amihud illiquidity. Amihud 2002: mean of |return| over value traded, times a million; bars without volume count as zero. */
export const amihud = indicator({
  name: 'amihud',
  title: 'Amihud illiquidity',
  group: 'microstructure',
  inputs: ['close', 'volume'],
  outputs: ['amihud'],
  params: z.object({ period: bars(20) }),
  seeding: 'The window must be full.',
  source: 'Amihud 2002: mean of |return| over value traded, times a million; bars without volume count as zero.',
  first: (p) => p.period,
  step(p, m) {
    const step = change(m)
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      const r = Math.abs(step(Math.log(bar.close)))
      const money = bar.close * bar.volume
      out[0] = 1e6 * mean(money === 0 ? r * 0 : r / money)
    }
  },
  batch(p, c, out) {
    const [values] = out
    const { close, volume } = c
    const ratios = scratch(0, values.length)
    for (let i = 1; i < values.length; i++) {
      const money = close[i] * volume[i]
      ratios[i] = money === 0 ? 0 : (1e6 * Math.abs(logRatio(close[i], close[i - 1]))) / money
    }
    rollingMeanColumn(ratios, 1, p.period, values)
  },
})
