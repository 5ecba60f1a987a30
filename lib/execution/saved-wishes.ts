import { z } from 'zod'
import { orderSides, orderTypes, timesInForce } from '#lib/contracts/orders.ts'
import { sides } from '#lib/contracts/strategy.ts'

const maybe = z.number().optional()

const wish = z.object({
  tag: z.string(),
  leg: z.int(),
  side: z.enum(orderSides),
  size: maybe,
  quantity: z.union([z.number(), z.literal('held')]).optional(),
  type: z.enum(orderTypes),
  limit: maybe,
  stop: maybe,
  trailBy: maybe,
  timeInForce: z.enum(timesInForce).optional(),
  goodTill: maybe,
  postOnly: z.boolean().optional(),
  reduceOnly: z.boolean().optional(),
  protect: z.object({ stop: maybe, target: maybe, trailBy: maybe }).optional(),
  reason: z.string().optional(),
  oco: z.string().optional(),
})

const chain = z.object({
  wish,
  filled: z.number(),
  isDone: z.boolean(),
  clientId: z.string().nullable(),
  waits: z.boolean(),
})

const placed = z.object({
  tag: z.string(),
  wish,
  reason: z.string(),
  side: z.enum(sides),
  reading: z.number().nullable(),
  parentId: z.string().nullable(),
  quantity: z.number(),
  filled: z.number(),
  group: z.string().nullable().default(null),
  from: z.number().default(0),
})

/** What a strategy wants to have at the venue and what is there of it, as JSON. */
export const savedWishes = z.object({
  chains: z.array(z.tuple([z.string(), chain])),
  placed: z.array(z.tuple([z.string(), placed])),
  /** Groups in which one cancels the other; `isNamed`: the newest set does. */
  groups: z.array(z.object({ name: z.string(), id: z.string(), filled: z.number(), isNamed: z.boolean() })).default([]),
  refused: z.int(),
  holds: z.boolean(),
  moment: z.object({ close: z.array(z.number()), equity: z.number(), reading: z.number().nullable() }).nullable(),
  reason: z.string(),
  side: z.enum(sides),
})
export type SavedWishes = z.infer<typeof savedWishes>
