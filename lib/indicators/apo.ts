import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { ema } from './parts.ts'

/** Absolute price oscillator. Fast less slow exponential average. */
export const apo = indicator({
  name: 'apo',
  title: 'Absolute price oscillator',
  group: 'momentum',
  inputs: ['close'],
  outputs: ['apo'],
  params: z.object({ fast: bars(12, 'Bars of the fast average'), slow: bars(26, 'Bars of the slow average') }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Fast less slow exponential average.',
  first: (p) => Math.max(p.fast, p.slow) - 1,
  settled: (p) => p.slow + forgets(2 / (p.slow + 1)),
  step(p, m) {
    const fast = ema(m, p.fast)
    const slow = ema(m, p.slow)
    return (bar, out) => {
      out[0] = fast(bar.close) - slow(bar.close)
    }
  },
})
