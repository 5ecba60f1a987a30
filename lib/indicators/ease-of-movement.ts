import { z } from 'zod'
import { rollingMeanColumn } from '#lib/kernels/rolling.ts'
import { bars, indicator } from './indicator.ts'
import { change, rollingMean } from './parts.ts'
import { scratch } from './scratch.ts'

/** Ease of movement. Arms 1989. */
export const easeOfMovement = indicator({
  name: 'ease-of-movement',
  title: 'Ease of movement',
  group: 'volume',
  inputs: ['high', 'low', 'volume'],
  outputs: ['ease'],
  params: z.object({ period: bars(14), scale: z.number().gt(0).default(1e8).describe('Volume that counts as one') }),
  seeding: 'The window must be full.',
  source: 'Arms 1989.',
  first: (p) => p.period,
  step(p, m) {
    const step = change(m)
    const mean = rollingMean(m, p.period)
    return (bar, out) => {
      const move = step((bar.high + bar.low) / 2)
      out[0] = mean(bar.volume === 0 ? move * 0 : (move * (bar.high - bar.low) * p.scale) / bar.volume)
    }
  },
  batch(p, c, out) {
    const [values] = out
    const { high, low, volume } = c
    const ease = scratch(0, values.length)
    for (let i = 1; i < values.length; i++) {
      const move = (high[i] + low[i]) / 2 - (high[i - 1] + low[i - 1]) / 2
      ease[i] = volume[i] === 0 ? 0 : (move * (high[i] - low[i]) * p.scale) / volume[i]
    }
    rollingMeanColumn(ease, 1, p.period, values)
  },
})
