import { z } from 'zod'
import { smoothedColumn, twoAveragesColumn } from '#lib/kernels/rolling.ts'
import { bars, forgets, indicator } from './indicator.ts'
import { ema } from './parts.ts'

/** Moving average convergence divergence. Appel 1979. The line itself is defined before its signal. */
export const macd = indicator({
  name: 'macd',
  title: 'Moving average convergence divergence',
  group: 'momentum',
  inputs: ['close'],
  outputs: ['macd', 'signal', 'histogram'],
  params: z.object({
    fast: bars(12, 'Bars of the fast average'),
    slow: bars(26, 'Bars of the slow average'),
    signal: bars(9, 'Bars of the signal line'),
  }),
  seeding: 'Starts from the plain mean of its first values.',
  source: 'Appel 1979. The line itself is defined before its signal.',
  first: (p) => Math.max(p.fast, p.slow) + p.signal - 2,
  settled: (p) => Math.max(p.fast, p.slow) + p.signal + forgets(2 / (p.slow + 1)) + forgets(2 / (p.signal + 1)),
  step(p, m) {
    const fast = ema(m, p.fast)
    const slow = ema(m, p.slow)
    const signal = ema(m, p.signal)
    return (bar, out) => {
      const macd = fast(bar.close) - slow(bar.close)
      const line = signal(macd)
      out[0] = macd
      out[1] = line
      out[2] = macd - line
    }
  },
  batch(p, c, out) {
    const [macd, signal, histogram] = out
    twoAveragesColumn(c.close, p.fast, p.slow, macd, histogram)
    for (let i = 0; i < macd.length; i++) macd[i] -= histogram[i]
    smoothedColumn(macd, Math.max(p.fast, p.slow) - 1, p.signal, 2 / (p.signal + 1), signal)
    for (let i = 0; i < macd.length; i++) histogram[i] = macd[i] - signal[i]
  },
})
