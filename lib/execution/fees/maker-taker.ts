import { z } from 'zod'
import type { FeeModel } from './fees.ts'

const params = z.object({
  makerBps: z
    .number()
    .min(-100)
    .max(1_000)
    .default(10)
    .describe('Of orders that rested, in basis points; negative: a rebate'),
  takerBps: z.number().min(0).max(1_000).default(10).describe('Of orders that took, in basis points'),
})

/** Shares of the value: one for resting orders, one for those that take. */
export const makerTaker: FeeModel<typeof params> = {
  name: 'maker-taker',
  title: 'Maker and taker',
  params,
  create({ makerBps, takerBps }) {
    const maker = makerBps / 1e4
    const taker = takerBps / 1e4
    return (charge) => charge.value * (charge.maker ? maker : taker)
  },
}
