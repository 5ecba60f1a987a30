import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { ema } from './parts.ts'

/** Percentage volume oscillator. The PPO of volume. */
export const pvo = indicator({
  name: 'pvo',
  title: 'Percentage volume oscillator',
  group: 'volume',
  inputs: ['volume'],
  outputs: ['pvo'],
  params: z.object({ fast: bars(12, 'Bars of the fast average'), slow: bars(26, 'Bars of the slow average') }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'The PPO of volume.',
  first: (p) => Math.max(p.fast, p.slow) - 1,
  settled: (p) => p.slow + forgets(2 / (p.slow + 1)),
  step(p, m) {
    const fast = ema(m, p.fast)
    const slow = ema(m, p.slow)
    return (bar, out) => {
      const base = slow(bar.volume)
      const gap = fast(bar.volume) - base
      out[0] = base === 0 ? 0 : (100 * gap) / base
    }
  },
})
