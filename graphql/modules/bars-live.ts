import type { Event } from '#lib/contracts/events.ts'
import { Fault } from '#lib/fault.ts'
import { builder, read } from '../builder.ts'
import { hubOf } from '../context.ts'
import { idOf } from './node.ts'

export const maxKeys = 200

/** Ids of a subscription: at least one, not too many, all of them ids. */
export function keySet(ids: readonly string[], argument: string): Set<string> {
  if (ids.length === 0 || ids.length > maxKeys) {
    throw new Fault('input', `${argument} takes 1 to ${maxKeys} ids`, {
      issues: [{ path: argument, message: `1 to ${maxKeys} ids` }],
    })
  }
  return new Set(ids.map((id) => idOf(id, argument).toLowerCase()))
}

const BarEventType = builder.objectRef<Event<'bars'>>('BarEvent').implement({
  description: 'A bar that has just closed.',
  fields: (t) => ({
    cursor: t.field({ type: 'Cursor', resolve: ({ pos }) => pos }),
    instrumentId: t.id({ resolve: ({ payload }) => payload.instrumentId }),
    seriesId: t.int({ resolve: ({ payload }) => payload.seriesId }),
    ts: t.field({ type: 'DateTime', description: 'Open time.', resolve: ({ payload }) => payload.ts }),
    open: t.float({ nullable: true, resolve: ({ payload }) => payload.open }),
    high: t.float({ nullable: true, resolve: ({ payload }) => payload.high }),
    low: t.float({ nullable: true, resolve: ({ payload }) => payload.low }),
    close: t.float({ resolve: ({ payload }) => payload.close }),
    volume: t.float({ nullable: true, resolve: ({ payload }) => payload.volume }),
  }),
})

builder.subscriptionField('bars', (t) =>
  t.field({
    type: BarEventType,
    authScopes: read,
    args: { instrumentIds: t.arg.idList({ required: true }), after: t.arg({ type: 'Cursor' }) },
    subscribe: async (_, { instrumentIds, after }, context) =>
      hubOf(context).source({ stream: 'bars', after, keys: keySet(instrumentIds, 'instrumentIds') }),
    resolve: (event) => event,
  }),
)
