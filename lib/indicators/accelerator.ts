import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { rollingMean } from './parts.ts'

/** Accelerator oscillator. Williams 1995: the awesome oscillator less its own mean. */
export const accelerator = indicator({
  name: 'accelerator',
  title: 'Accelerator oscillator',
  group: 'momentum',
  inputs: ['high', 'low'],
  outputs: ['accelerator'],
  params: z.object({
    fast: bars(5, 'Bars of the fast mean'),
    slow: bars(34, 'Bars of the slow mean'),
    signal: bars(5, 'Bars of the mean taken off'),
  }),
  seeding: 'The window must be full.',
  source: 'Williams 1995: the awesome oscillator less its own mean.',
  first: (p) => Math.max(p.fast, p.slow) + p.signal - 2,
  step(p, m) {
    const fast = rollingMean(m, p.fast)
    const slow = rollingMean(m, p.slow)
    const signal = rollingMean(m, p.signal)
    return (bar, out) => {
      const middle = (bar.high + bar.low) / 2
      const awesome = fast(middle) - slow(middle)
      out[0] = awesome - signal(awesome)
    }
  },
})
