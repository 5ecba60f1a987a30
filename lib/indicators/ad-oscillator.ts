import { z } from 'zod'
import { twoAveragesColumn } from '#lib/kernels/rolling.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { closeLocation, ema } from './parts.ts'
import { scratch } from './scratch.ts'

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
  batch(p, c, out) {
    const [values] = out
    const line = scratch(0, values.length)
    const slow = scratch(1, values.length)
    let sum = 0
    for (let i = 0; i < values.length; i++) {
      sum += closeLocation(c.high[i], c.low[i], c.close[i]) * c.volume[i]
      line[i] = sum
    }
    twoAveragesColumn(line, p.fast, p.slow, values, slow)
    for (let i = 0; i < values.length; i++) values[i] -= slow[i]
  },
})
