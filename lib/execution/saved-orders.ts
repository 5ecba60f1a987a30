import { z } from 'zod'
import { orderRequest, orderStates } from '#lib/contracts/orders.ts'
import { Fault } from '#lib/fault.ts'
import type { Group, Working } from './working.ts'

const maybe = z.number().nullable()
const births = z.enum(['open', 'inside', 'close'])

const savedOrder = z.object({
  order: z.object({
    request: orderRequest,
    state: z.enum(orderStates),
    filled: z.number(),
    value: z.number(),
    fees: z.number(),
    tradeIds: z.array(z.string()),
    absences: z.int(),
    reason: z.string().nullable(),
  }),
  leg: z.int(),
  birth: births,
  birthPrice: maybe,
  triggered: z.boolean(),
  best: maybe,
  day: z.number(),
  arrives: z.number(),
  fillIndex: z.int(),
  fillBirth: births,
  fillPrice: maybe,
  reducible: z.number().default(0),
  /** Ended, and kept only because others wait for it. */
  gone: z.boolean(),
})
const savedOrders = z.object({ orders: z.array(savedOrder), groups: z.record(z.string(), z.number()) })
export type SavedOrders = z.infer<typeof savedOrders>

/** JSON has no NaN. */
const orNull = (value: number) => (Number.isNaN(value) ? null : value)

/** Orders at a venue as JSON, with those that ended but still have others waiting for what they filled. */
export function saveOrders(working: readonly Working[], groups: ReadonlyMap<string, Group>): SavedOrders {
  const parents = new Set(working.flatMap(({ parent }) => (parent && !working.includes(parent) ? [parent] : [])))
  const write = (one: Working, gone: boolean) => ({
    order: { ...one.order, tradeIds: [...one.order.tradeIds] },
    leg: one.leg,
    birth: one.birth,
    birthPrice: orNull(one.birthPrice),
    triggered: one.triggered,
    best: orNull(one.trail.best),
    day: one.day,
    arrives: one.arrives,
    fillIndex: one.fillIndex,
    fillBirth: one.fillBirth,
    fillPrice: orNull(one.fillPrice),
    reducible: one.reducible,
    gone,
  })
  return {
    orders: [...[...parents].map((one) => write(one, true)), ...working.map((one) => write(one, false))],
    groups: Object.fromEntries([...groups].map(([name, { filled }]) => [name, filled])),
  }
}

/** @throws Fault `input` for what `saveOrders` did not write. */
export function restoreOrders(saved: unknown): { working: Working[]; groups: Map<string, Group> } {
  const parsed = savedOrders.safeParse(saved)
  if (!parsed.success) throw new Fault('input', 'The saved orders cannot be read')
  const groups = new Map(Object.entries(parsed.data.groups).map(([name, filled]) => [name, { filled }]))
  const byId = new Map<string, Working>()
  const working: Working[] = []
  // Parents were submitted before their children, so they are there already when these ask for them.
  for (const one of parsed.data.orders) {
    const { request } = one.order
    const made: Working = {
      order: one.order,
      leg: one.leg,
      group: request.ocoGroup === undefined ? null : (groups.get(request.ocoGroup) ?? null),
      parent: request.parentId === undefined ? null : (byId.get(request.parentId) ?? null),
      birth: one.birth,
      birthPrice: one.birthPrice ?? Number.NaN,
      triggered: one.triggered,
      trail: { best: one.best ?? Number.NaN },
      day: one.day,
      arrives: one.arrives,
      fillIndex: one.fillIndex,
      fillBirth: one.fillBirth,
      fillPrice: one.fillPrice ?? Number.NaN,
      reducible: one.reducible,
      wasFirst: false,
    }
    byId.set(request.clientId, made)
    if (!one.gone) working.push(made)
  }
  return { working, groups }
}
