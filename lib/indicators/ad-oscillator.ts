import { z } from 'zod'
import { bars, forgets, indicator } from './indicator.ts'
import { closeLocation, ema } from './parts.ts'

/** Chaikin oscillator. Chaikin: fast less slow average of the accumulation line. */
export const adOscillator = indicator({
  name: 'ad-oscillator',
  title: 'Chaikin oscillator',
  group: 'volume',
  inputs: ['high', 'low', 'close', 'volume'],
  outputs: ['oscillator'],
  params: z.object({ fast: bars(3, 'Bars of the fast average'), slow: bars(10, 'Bars of the slow average') }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Chaikin: fast less slow average of the accumulation line.',
  first: (p) => Math.max(p.fast, p.slow) - 1,
  settled: (p) => p.slow + forgets(2 / (p.slow + 1)),
  step(p, m) {
    const s = m.take(1)
    const fast = ema(m, p.fast)
    const slow = ema(m, p.slow)
    return (bar, out) => {
      s[0] += closeLocation(bar.high, bar.low, bar.close) * bar.volume
      out[0] = fast(s[0]) - slow(s[0])
    }
  },
})
