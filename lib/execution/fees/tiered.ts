import { z } from 'zod'
import type { Charge, FeeModel } from './fees.ts'

const params = z.object({
  tiers: z
    .array(z.object({ from: z.number().min(0), makerBps: z.number().min(-100), takerBps: z.number().min(0) }))
    .min(1)
    .default([
      { from: 0, makerBps: 10, takerBps: 10 },
      { from: 1_000_000, makerBps: 8, takerBps: 10 },
      { from: 10_000_000, makerBps: 4, takerBps: 6 },
    ])
    .refine((tiers) => tiers[0]?.from === 0 && tiers.every(({ from }, i) => i === 0 || from > tiers[i - 1].from), {
      message: 'tiers start at 0 and rise',
    })
    .describe('Fees in basis points by the value traded before'),
})

/** Falls with the value traded so far. Each fill pays the tier it begins in. */
export const tiered: FeeModel<typeof params> = {
  name: 'tiered',
  title: 'Tiered by volume',
  params,
  create({ tiers }, saved) {
    let traded = z.number().catch(0).parse(saved)
    let at = 0
    const fee = ({ value, maker }: Readonly<Charge>) => {
      while (at + 1 < tiers.length && traded >= tiers[at + 1].from) at++
      traded += value
      return (value * (maker ? tiers[at].makerBps : tiers[at].takerBps)) / 1e4
    }
    return Object.assign(fee, { save: () => traded })
  },
}
