import { z } from 'zod'
import type { SlippageModel } from './slippage.ts'

const params = z.object({
  baseBps: z.number().min(0).max(1_000).default(1).describe('Paid by the smallest order, in basis points'),
  impact: z
    .number()
    .min(0)
    .max(10)
    .default(0.1)
    .describe('Share of the price at a volume share of 1, growing with its square'),
  blindBps: z
    .number()
    .min(0)
    .max(1_000)
    .default(10)
    .describe('Instead, where the volume is not known, in basis points'),
})

/** Grows with the square of the share of the bar's volume that is taken. */
export const volumeShare: SlippageModel<typeof params> = {
  name: 'volume-share',
  title: 'Square of the volume share',
  params,
  create({ baseBps, impact, blindBps }) {
    return ({ quantity, volume }) => {
      if (!(volume > 0)) return (baseBps + blindBps) / 1e4
      const share = Math.min(1, quantity / volume)
      return baseBps / 1e4 + impact * share * share
    }
  },
}
