import { z } from 'zod'
import { type Decision, sides, signalKinds } from '#lib/contracts/strategy.ts'

const decision = z.object({
  kind: z.enum(signalKinds),
  side: z.enum(sides),
  weights: z.array(z.number()),
  strength: z.number(),
  reason: z.string(),
  protect: z
    .array(
      z
        .object({ stop: z.number().optional(), target: z.number().optional(), trailBy: z.number().optional() })
        .nullable(),
    )
    .optional(),
})

/** All of a desk but its strategy and its venue, which save themselves. */
export const savedDesk = z.object({
  book: z.unknown(),
  log: z.unknown(),
  carry: z.object({ ts: z.number().nullable(), closes: z.array(z.number()) }),
  live: z.array(z.string()),
  plan: z
    .object({
      decision,
      targets: z.array(z.number()),
      reading: z.number().nullable(),
      closing: z.boolean(),
      forced: z.boolean(),
    })
    .nullable(),
  /** Missing where the strategy never asked for orders by name; read by `wishes.ts`. */
  wishes: z.unknown().optional(),
  number: z.int(),
  traded: z.number(),
  slippage: z.number(),
  liquidations: z.int(),
  equity: z.number(),
  gross: z.number(),
  ruined: z.boolean(),
})
export type SavedDesk = z.infer<typeof savedDesk>

/** A decision as JSON holds it. */
export function copied({ protect, weights, ...rest }: Decision): NonNullable<SavedDesk['plan']>['decision'] {
  return { ...rest, weights: [...weights], ...(protect ? { protect: [...protect] } : {}) }
}
