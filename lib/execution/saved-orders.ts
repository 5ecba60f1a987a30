import { z } from 'zod'
import { orderRequest, orderStates } from '#lib/contracts/orders.ts'
import { orderEndCodes } from '#lib/contracts/strategy.ts'
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
    code: z.enum(orderEndCodes).optional(),
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
  groupFrom: z.number().default(0),
  groupRate: z.number().default(1),
  /** Ended, and kept only because others wait for it. */
  gone: z.boolean(),
})
/** A number alone: all of its orders have the same size. */
const savedGroup = z.union([z.number(), z.object({ filled: z.number(), size: z.number() })])
const savedOrders = z.object({ orders: z.array(savedOrder), groups: z.record(z.string(), savedGroup) })
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
    groupFrom: one.groupFrom,
    groupRate: one.groupRate,
    gone,
  })
  return {
    orders: [...[...parents].map((one) => write(one, true)), ...working.map((one) => write(one, false))],
    groups: Object.fromEntries([...groups].map(([name, group]) => [name, { ...group }])),
  }
}

/** @throws Fault `input` for what `saveOrders` did not write. */
export function restoreOrders(saved: unknown): { working: Working[]; groups: Map<string, Group> } {
  const parsed = savedOrders.safeParse(saved)
  if (!parsed.success) throw new Fault('input', 'The saved orders cannot be read')
  const sizeOf = (name: string) =>
    parsed.data.orders.find(({ order }) => order.request.ocoGroup === name)?.order.request.quantity ?? 0
  const groups = new Map(
    Object.entries(parsed.data.groups).map(([name, group]): [string, Group] => [
      name,
      typeof group === 'number' ? { filled: group, size: sizeOf(name) } : group,
    ]),
  )
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
      groupFrom: one.groupFrom,
      groupRate: one.groupRate,
      wasFirst: false,
    }
    byId.set(request.clientId, made)
    if (!one.gone) working.push(made)
  }
  return { working, groups }
}
