import { z } from 'zod'
import { id, visibility } from './common.ts'
import { sides, signalKinds } from './strategy.ts'

/** One signal, given once: the unique key is pair, bar and kind. */
export const signal = z.object({
  id,
  pairId: id,
  strategy: z.string(),
  kind: z.enum(signalKinds),
  side: z.enum(sides),
  /** Open time of the bar at whose close the signal was given. */
  barTs: z.date(),
  /** When that bar closed: the first moment the signal could be known. */
  closedAt: z.date(),
  z: z.number().nullable(),
  spread: z.number().nullable(),
  beta: z.number().nullable(),
  yClose: z.number(),
  xClose: z.number(),
  strength: z.number(),
  reason: z.string(),
  ownerId: id,
  visibility,
  createdAt: z.date(),
})
export type Signal = z.infer<typeof signal>
