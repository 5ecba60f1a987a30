import { z } from 'zod'
import { rollingMomentsColumn } from '#lib/kernels/rolling.ts'
import { bars, indicator } from './indicator.ts'
import { rollingMoments } from './parts.ts'

/** Bollinger bands. Bollinger 2001, population deviation. */
export const bollinger = indicator({
  name: 'bollinger',
  title: 'Bollinger bands',
  group: 'band',
  inputs: ['close'],
  outputs: ['middle', 'upper', 'lower', 'percentB', 'width'],
  params: z.object({
    period: bars(20),
    factor: z.number().gt(0).max(100).default(2).describe('Deviations from the mean'),
  }),
  seeding: 'The window must be full.',
  source: 'Bollinger 2001, population deviation.',
  first: (p) => p.period - 1,
  step(p, m) {
    const moments = rollingMoments(m, p.period)
    return (bar, out) => {
      moments.push(bar.close)
      if (!moments.warm()) {
        out.fill(Number.NaN)
        return
      }
      const middle = moments.mean()
      const reach = p.factor * moments.deviation(0)
      out[0] = middle
      out[1] = middle + reach
      out[2] = middle - reach
      out[3] = reach > 0 ? (bar.close - middle + reach) / (2 * reach) : 0.5
      out[4] = (2 * reach) / middle
    }
  },
  batch(p, c, out) {
    const [middle, upper, lower, percent, width] = out
    const { close } = c
    rollingMomentsColumn(close, 0, p.period, middle, width)
    percent.fill(Number.NaN, 0, Math.min(p.period - 1, close.length))
    upper.fill(Number.NaN, 0, Math.min(p.period - 1, close.length))
    lower.fill(Number.NaN, 0, Math.min(p.period - 1, close.length))
    for (let i = p.period - 1; i < close.length; i++) {
      const centre = middle[i]
      const reach = p.factor * width[i]
      upper[i] = centre + reach
      lower[i] = centre - reach
      percent[i] = reach > 0 ? (close[i] - centre + reach) / (2 * reach) : 0.5
      width[i] = (2 * reach) / centre
    }
  },
})
