import { z } from 'zod'
import type { SlippageModel } from './slippage.ts'

const params = z.object({
  spreadBps: z.number().min(0).max(1_000).default(2).describe('Least distance between bid and ask, in basis points'),
  rangeShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe('Spread as a share of the range of the bar, if that is more'),
})

/** Half the spread, which widens with the range of the bar. */
export const spread: SlippageModel<typeof params> = {
  name: 'spread',
  title: 'Half the spread',
  params,
  create({ spreadBps, rangeShare }) {
    const least = spreadBps / 1e4
    return ({ price, range }) => {
      const wide = (rangeShare * range) / price
      return (wide > least ? wide : least) / 2
    }
  },
}
