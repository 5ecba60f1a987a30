import { z } from 'zod'
import { bars, indicator } from './indicator.ts'
import { change, rollingMean } from './parts.ts'

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
})
