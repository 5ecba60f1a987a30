import { findPair, listPairs, pairOrders, stopWatching } from '#db/queries/pairs.ts'
import type { Event } from '#lib/contracts/events.ts'
import { watchRequest } from '#lib/contracts/pairs.ts'
import { type Side, sides } from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'
import { builder, read, research } from '../builder.ts'
import { connectionOf, toConnection } from '../connection.ts'
import { hubOf, viewerOf } from '../context.ts'
import { inputOf, parseInput } from '../inputs.ts'
import { watchPair } from '../watch-pair.ts'
import { keySet } from './bars-live.ts'
import { isId } from './node.ts'
import { PairType } from './pair.ts'
import { SideEnum, SortOrderEnum } from './scalars.ts'

const PairOrder = builder.inputType('PairOrder', {
  fields: (t) => ({
    field: t.field({
      type: builder.enumType('PairOrderField', { values: pairOrders }),
      required: true,
    }),
    direction: t.field({ type: SortOrderEnum, defaultValue: 'desc' }),
  }),
})

const PairConnection = connectionOf('Pair', PairType)
builder.queryField('pairs', (t) =>
  t.field({
    type: PairConnection,
    authScopes: read,
    description: 'Watched pairs, newest first unless `orderBy` says otherwise.',
    args: {
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
      watching: t.arg.boolean(),
      side: t.arg({ type: SideEnum }),
      search: t.arg.string({ description: 'Part of a symbol.' }),
      orderBy: t.arg({ type: PairOrder }),
    },
    resolve: async (_, { orderBy, ...args }, context) => {
      const order = orderBy && { field: orderBy.field, direction: orderBy.direction ?? 'desc' }
      const page = await listPairs(context.house.connection.db, viewerOf(context), { ...args, orderBy: order })
      return toConnection(page, ({ pair }) => pair)
    },
  }),
)

builder.queryField('pair', (t) =>
  t.field({
    type: PairType,
    nullable: true,
    authScopes: read,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, { id }, context) => (isId(id) ? findPair(context.house.connection.db, viewerOf(context), id) : null),
  }),
)

builder.mutationField('watchPair', (t) =>
  t.field({
    type: PairType,
    authScopes: research,
    description: 'Watches a pair from now on; hedge ratio and parameters are frozen here. Twice is once.',
    args: { input: t.arg({ type: inputOf(watchRequest, 'WatchPairInput'), required: true }) },
    extensions: { cost: 50 },
    resolve: async (_, { input }, context) => {
      const explicit = input as { timeframe?: string | null; visibility?: string | null }
      const request = parseInput(watchRequest, input)
      const pair = await watchPair(context.house.connection, viewerOf(context), request, Boolean(explicit.timeframe))
      context.house.hub?.touch('pairs', 'signals')
      return pair
    },
  }),
)

builder.mutationField('unwatchPair', (t) =>
  t.field({
    type: PairType,
    authScopes: research,
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, context) => {
      const row = isId(id) ? await stopWatching(context.house.connection.db, viewerOf(context), id) : null
      if (!row) throw new Fault('missing', 'There is no such pair of yours')
      context.house.hub?.touch('pairs', 'signals')
      return row
    },
  }),
)

const PairStateEventType = builder.objectRef<Event<'pairs'>>('PairStateEvent').implement({
  description: 'The state of a watched pair after a bar.',
  fields: (t) => ({
    cursor: t.field({ type: 'Cursor', resolve: ({ pos }) => pos }),
    pairId: t.id({ resolve: ({ payload }) => payload.pairId }),
    barTs: t.field({ type: 'DateTime', resolve: ({ payload }) => payload.barTs }),
    side: t.field({
      type: SideEnum,
      resolve: ({ payload }) => sides.find((one): one is Side => one === payload.side) ?? 'flat',
    }),
    z: t.float({ nullable: true, resolve: ({ payload }) => payload.z }),
    spread: t.float({ nullable: true, resolve: ({ payload }) => payload.spread }),
    mean: t.float({ nullable: true, resolve: ({ payload }) => payload.mean }),
    sd: t.float({ nullable: true, resolve: ({ payload }) => payload.sd }),
    beta: t.float({ nullable: true, resolve: ({ payload }) => payload.beta }),
    anomaly: t.float({ nullable: true, resolve: ({ payload }) => payload.anomaly ?? null }),
    trend: t.float({ nullable: true, resolve: ({ payload }) => payload.trend ?? null }),
    volatility: t.float({ nullable: true, resolve: ({ payload }) => payload.volatility ?? null }),
    correlation: t.float({ nullable: true, resolve: ({ payload }) => payload.correlation ?? null }),
  }),
})

builder.subscriptionField('pairState', (t) =>
  t.field({
    type: PairStateEventType,
    authScopes: read,
    description: 'Events of pairs that the viewer may not see are left out.',
    args: { ids: t.arg.idList({ required: true }), after: t.arg({ type: 'Cursor' }) },
    subscribe: async (_, { ids, after }, context) =>
      hubOf(context).source({ stream: 'pairs', after, keys: keySet(ids, 'ids') }),
    resolve: (event) => event,
  }),
)
