import { z } from 'zod'
import type { FeeModel } from './fees.ts'

const params = z.object({
  perShare: z.number().min(0).max(1_000).default(0.005).describe('Fee a unit, in account currency'),
  minimum: z.number().min(0).max(1e6).default(1).describe('Least fee of a fill'),
  maximumShare: z.number().gt(0).max(1).default(0.01).describe('Most, as a share of the value'),
})

/** By the unit, with a floor and a ceiling, as brokers of equities charge; the ceiling wins. */
export const perShare: FeeModel<typeof params> = {
  name: 'per-share',
  title: 'Per share',
  params,
  create: (p) => (charge) => Math.min(p.maximumShare * charge.value, Math.max(p.minimum, p.perShare * charge.quantity)),
}
