import { z } from 'zod'
import type { SlippageModel } from './slippage.ts'

const params = z.object({
  baseBps: z.number().min(0).max(1_000).default(1).describe('Paid by the smallest order, in basis points'),
  eta: z.number().min(0).max(10).default(0.5).describe('Impact of taking all of the volume, in deviations of a bar'),
  blindBps: z.number().min(0).max(1_000).default(10).describe('Instead, where volume or deviation is not known'),
})

/**
 * Square-root impact, η σ √(quantity / volume): the form that meta-orders follow over many markets (Almgren et al. 2005;
 * Tóth et al. 2011).
 */
export const squareRoot: SlippageModel<typeof params> = {
  name: 'square-root',
  title: 'Square-root impact',
  params,
  create({ baseBps, eta, blindBps }) {
    return ({ quantity, volume, sigma }) => {
      const known = volume > 0 && sigma >= 0
      return baseBps / 1e4 + (known ? eta * sigma * Math.sqrt(Math.min(1, quantity / volume)) : blindBps / 1e4)
    }
  },
}
