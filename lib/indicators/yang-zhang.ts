import { z } from 'zod'
import { logRatio, renewal } from '#lib/kernels/rolling.ts'
import { indicator } from './indicator.ts'
import { previous, rollingMean, rollingMoments } from './parts.ts'
import { scratch } from './scratch.ts'

/** Yang–Zhang volatility. Yang & Zhang 2000: gaps and drift taken into account. */
export const yangZhang = indicator({
  name: 'yang-zhang',
  title: 'Yang–Zhang volatility',
  group: 'volatility',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: ['volatility'],
  params: z.object({
    period: z.int().min(2).max(10_000).default(20).describe('Bars in the window'),
    barsPerYear: z.number().gt(0).max(1e9).default(252).describe('Bars in a year'),
  }),
  seeding: 'Needs the close before.',
  source: 'Yang & Zhang 2000: gaps and drift taken into account.',
  first: (p) => p.period,
  step(p, m) {
    const overnight = rollingMoments(m, p.period)
    const day = rollingMoments(m, p.period)
    const rogers = rollingMean(m, p.period)
    const before = previous(m)
    const k = 0.34 / (1.34 + (p.period + 1) / (p.period - 1))
    return (bar, out) => {
      const { open, close } = bar
      const last = before(close)
      if (Number.isNaN(last)) {
        out[0] = Number.NaN
        return
      }
      const body = logRatio(close, open)
      const up = logRatio(bar.high, open)
      const down = logRatio(bar.low, open)
      overnight.push(logRatio(open, last))
      day.push(body)
      const rs = rogers(up * (up - body) + down * (down - body))
      if (overnight.warm()) {
        const variance = overnight.variance(1) + k * day.variance(1) + (1 - k) * rs
        out[0] = Math.sqrt(p.barsPerYear * Math.max(0, variance))
      } else out[0] = Number.NaN
    }
  },
  batch(p, c, out) {
    const [values] = out
    const { open, high, low, close } = c
    const n = p.period
    const end = values.length
    const gaps = scratch(0, end)
    const days = scratch(1, end)
    const ranges = scratch(2, end)
    for (let i = 1; i < end; i++) {
      const body = logRatio(close[i], open[i])
      const up = logRatio(high[i], open[i])
      const down = logRatio(low[i], open[i])
      gaps[i] = logRatio(open[i], close[i - 1])
      days[i] = body
      ranges[i] = up * (up - body) + down * (down - body)
    }
    values.fill(Number.NaN, 0, Math.min(n, end))
    const k = 0.34 / (1.34 + (n + 1) / (n - 1))
    const free = n / (n - 1)
    const shrink = free / n
    const share = p.barsPerYear / n
    // What enters by its mean, with its weight, in one window: squares about an anchor inside the data, and the ranges.
    const terms = scratch(3, renewal + n)
    for (let start = n; start < end; start += renewal) {
      const first = start - n + 1
      const stop = Math.min(end, start + renewal)
      const gapAnchor = meanOf(gaps, first, n)
      const dayAnchor = meanOf(days, first, n)
      for (let i = first; i < stop; i++) {
        const gap = gaps[i] - gapAnchor
        const day = days[i] - dayAnchor
        terms[i - first] = free * (gap * gap + k * day * day) + (1 - k) * ranges[i]
      }
      let [gap, day, term] = [0, 0, 0]
      for (let i = first; i <= start; i++) {
        gap += gaps[i] - gapAnchor
        day += days[i] - dayAnchor
        term += terms[i - first]
      }
      for (let i = start; ; ) {
        values[i] = Math.sqrt(share * Math.max(0, term - shrink * (gap * gap + k * day * day)))
        if (++i >= stop) break
        gap += gaps[i] - gaps[i - n]
        day += days[i] - days[i - n]
        term += terms[i - first] - terms[i - n - first]
      }
    }
  },
})

function meanOf(x: Float64Array, from: number, n: number): number {
  let sum = 0
  for (let i = from; i < from + n; i++) sum += x[i]
  return sum / n
}
