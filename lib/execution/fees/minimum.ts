import { z } from 'zod'
import type { FeeModel } from './fees.ts'

const params = z.object({
  bps: z.number().min(0).max(1_000).default(10).describe('Of the value, in basis points'),
  minimum: z.number().min(0).max(1e6).default(1).describe('Least fee of a fill, in account currency'),
})

/** A share of the value, but never less than a fixed amount. */
export const minimum: FeeModel<typeof params> = {
  name: 'minimum',
  title: 'Share of value with a minimum',
  params,
  create: (p) => (charge) => Math.max(p.minimum, (charge.value * p.bps) / 1e4),
}
