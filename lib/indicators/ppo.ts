import { z } from 'zod'
import { twoAveragesColumn } from '#lib/kernels/rolling.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { ema } from './parts.ts'
import { scratch } from './scratch.ts'

/** Percentage price oscillator. The MACD in percent of the slow average. */
export const ppo = indicator({
  name: 'ppo',
  title: 'Percentage price oscillator',
  group: 'momentum',
  inputs: ['close'],
  outputs: ['ppo'],
  params: z.object({ fast: bars(12, 'Bars of the fast average'), slow: bars(26, 'Bars of the slow average') }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'The MACD in percent of the slow average.',
  first: (p) => Math.max(p.fast, p.slow) - 1,
  settled: (p) => p.slow + forgets(2 / (p.slow + 1)),
  step(p, m) {
    const fast = ema(m, p.fast)
    const slow = ema(m, p.slow)
    return (bar, out) => {
      const base = slow(bar.close)
      out[0] = (100 * (fast(bar.close) - base)) / base
    }
  },
  batch(p, c, out) {
    const [values] = out
    const slow = scratch(0, values.length)
    twoAveragesColumn(c.close, p.fast, p.slow, values, slow)
    for (let i = 0; i < values.length; i++) values[i] = (100 * (values[i] - slow[i])) / slow[i]
  },
})
