import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { lag, rollingMean } from './parts.ts'

/** Know sure thing. Pring 1992, daily settings. */
export const kst = indicator({
  name: 'kst',
  title: 'Know sure thing',
  group: 'momentum',
  inputs: ['close'],
  outputs: ['kst', 'signal'],
  params: z.object({ signal: bars(9, 'Bars of the signal line') }),
  seeding: 'The window must be full.',
  source: 'Pring 1992, daily settings.',
  first: (p) => 43 + p.signal,
  step(p, m) {
    const rates = [10, 15, 20, 30].map((n) => lag(m, n))
    const means = [10, 10, 10, 15].map((n) => rollingMean(m, n))
    const signal = rollingMean(m, p.signal)
    return (bar, out) => {
      let total = 0
      for (let k = 0; k < 4; k++) total += (k + 1) * means[k](100 * (bar.close / rates[k](bar.close) - 1))
      out[0] = total
      out[1] = signal(total)
    }
  },
})
