import { z } from 'zod'
import { forgets, indicator } from './indicator.ts'

/** Laguerre RSI. Ehlers 2004. */
export const laguerreRsi = indicator({
  name: 'laguerre-rsi',
  title: 'Laguerre RSI',
  group: 'momentum',
  inputs: ['close'],
  outputs: ['laguerreRsi'],
  params: z.object({ gamma: z.number().min(0).max(0.99).default(0.5).describe('Damping: more is smoother') }),
  seeding: 'All four filters start from the first close.',
  source: 'Ehlers 2004.',
  first: () => 3,
  settled: (p) => 4 * forgets(1 - p.gamma || 0.5) + 4,
  step(p, m) {
    const s = m.take(5)
    return (bar, out) => {
      const g = p.gamma
      const [a, b, c, d] = s
      if (s[4] === 0) s.fill(bar.close, 0, 4)
      else {
        s[0] = (1 - g) * bar.close + g * a
        s[1] = -g * s[0] + a + g * b
        s[2] = -g * s[1] + b + g * c
        s[3] = -g * s[2] + c + g * d
      }
      s[4]++
      let up = 0
      let down = 0
      for (let k = 0; k < 3; k++) {
        const gap = s[k] - s[k + 1]
        if (gap > 0) up += gap
        else down -= gap
      }
      out[0] = s[4] < 4 ? Number.NaN : up + down === 0 ? 50 : (100 * up) / (up + down)
    }
  },
})
