import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { lag, weightedMean } from './parts.ts'

/** Coppock curve. Coppock 1962. */
export const coppock = indicator({
  name: 'coppock',
  title: 'Coppock curve',
  group: 'momentum',
  inputs: ['close'],
  outputs: ['coppock'],
  params: z.object({
    long: bars(14, 'Bars of the long rate'),
    short: bars(11, 'Bars of the short rate'),
    period: bars(10, 'Bars of the weighted mean'),
  }),
  seeding: 'The window must be full.',
  source: 'Coppock 1962.',
  first: (p) => Math.max(p.long, p.short) + p.period - 1,
  step(p, m) {
    const long = lag(m, p.long)
    const short = lag(m, p.short)
    const average = weightedMean(m, p.period)
    return (bar, out) => {
      out[0] = average(100 * (bar.close / long(bar.close) + bar.close / short(bar.close) - 2))
    }
  },
})
