import { z } from 'zod'
import type { SlippageModel } from './slippage.ts'

const params = z.object({
  bps: z.number().min(0).max(1_000).default(1).describe('Basis points of the price, whatever the size'),
})

/** The same share of every price. */
export const fixedBps: SlippageModel<typeof params> = {
  name: 'fixed-bps',
  title: 'Fixed, in basis points',
  params,
  create({ bps }) {
    const share = bps / 1e4
    return () => share
  },
}
