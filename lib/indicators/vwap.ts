import { z } from 'zod'
import { rollingSumColumn } from '#lib/kernels/rolling.ts'
import { bars, indicator } from './indicator.ts'
import { rollingSum } from './parts.ts'
import { scratch } from './scratch.ts'

/** Volume-weighted average price. Typical price weighted by volume over the window. */
export const vwap = indicator({
  name: 'vwap',
  title: 'Volume-weighted average price',
  group: 'volume',
  inputs: ['high', 'low', 'close', 'volume'],
  outputs: ['vwap'],
  params: z.object({ period: bars(20) }),
  seeding: 'The window must be full.',
  source: 'Typical price weighted by volume over the window.',
  first: (p) => p.period - 1,
  step(p, m) {
    const value = rollingSum(m, p.period)
    const volume = rollingSum(m, p.period)
    return (bar, out) => {
      const typical = (bar.high + bar.low + bar.close) / 3
      const total = volume(bar.volume)
      const money = value(typical * bar.volume)
      out[0] = total === 0 ? typical : money / total
    }
  },
  batch(p, c, out) {
    const [values] = out
    const { high, low, close, volume } = c
    const money = scratch(0, values.length)
    for (let i = 0; i < values.length; i++) money[i] = ((high[i] + low[i] + close[i]) / 3) * volume[i]
    rollingSumColumn(money, 0, p.period, values)
    rollingSumColumn(volume, 0, p.period, money)
    for (let i = p.period - 1; i < values.length; i++)
      values[i] = money[i] === 0 ? (high[i] + low[i] + close[i]) / 3 : values[i] / money[i]
  },
})
