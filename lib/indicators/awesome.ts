import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'

/** Awesome oscillator. Williams 1995. */
export const awesome = indicator({
  name: 'awesome',
  title: 'Awesome oscillator',
  group: 'momentum',
  inputs: ['high', 'low'],
  outputs: ['awesome'],
  params: z.object({ fast: bars(5, 'Bars of the fast mean'), slow: bars(34, 'Bars of the slow mean') }),
  seeding: 'The window must be full.',
  source: 'Williams 1995.',
  first: (p) => Math.max(p.fast, p.slow) - 1,
  step(p, m) {
    const fast = rollingMean(m, p.fast)
    const slow = rollingMean(m, p.slow)
    return (bar, out) => {
      const middle = (bar.high + bar.low) / 2
      out[0] = fast(middle) - slow(middle)
    }
  },
})
