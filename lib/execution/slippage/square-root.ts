import { z } from 'zod'
import type { SlippageModel } from './slippage.ts'

const params = z.object({
  baseBps: z.number().min(0).max(1_000).default(1).describe('Paid by the smallest order, in basis points'),
  eta: z.number().min(0).max(10).default(1).describe('Impact of taking all of the volume, in deviations of a bar'),
  blindBps: z.number().min(0).max(1_000).default(10).describe('Instead, where volume or deviation is not known'),
})

/**
 * η σ √(quantity / volume) as a share of the price: the form that meta-orders follow over many markets, with η about 1
 * (Almgren et al. 2005; Tóth et al. 2011). `blind` where volume or deviation is not known.
 */
export const impactOf = (eta: number, sigma: number, quantity: number, volume: number, blind: number): number =>
  volume > 0 && sigma >= 0 ? eta * sigma * Math.sqrt(Math.min(1, quantity / volume)) : blind

/** A fixed part and square-root impact. */
export const squareRoot: SlippageModel<typeof params> = {
  name: 'square-root',
  title: 'Square-root impact',
  params,
  create({ baseBps, eta, blindBps }) {
    const base = baseBps / 1e4
    const blind = blindBps / 1e4
    return ({ quantity, volume, sigma }) => base + impactOf(eta, sigma, quantity, volume, blind)
  },
}
