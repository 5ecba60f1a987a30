import { type ConditionRow, listConditions } from '#db/queries/conditions.ts'
import type { Event } from '#lib/contracts/events.ts'
import { builder, read } from '../builder.ts'
import { connectionOf, toConnection } from '../connection.ts'
import { hubOf } from '../context.ts'
import { keySet } from './bars-live.ts'
import { InstrumentType } from './instruments.ts'

const words = {
  anomaly: 'Distance of the last log return from the hundred before it, in robust deviations; 3.5 and more is unusual.',
  trend: 'R² of the log close on time over fifty bars, with the sign of the slope: −1 to 1.',
  volatility: 'Of log returns over sixty bars, a year, as a fraction.',
}

const ConditionType = builder.objectRef<ConditionRow>('Condition').implement({
  description: 'Where a series with live bars stands after its last bar.',
  fields: (t) => ({
    instrument: t.field({
      type: InstrumentType,
      resolve: async ({ instrumentId }, _, { load }) => {
        const found = await load.instrument(instrumentId)
        if (!found) throw new Error('Invariant: a series without its instrument')
        return found
      },
    }),
    seriesId: t.exposeInt('seriesId'),
    timeframe: t.exposeString('timeframe'),
    source: t.exposeString('source'),
    adjustment: t.exposeString('adjustment'),
    barTs: t.expose('barTs', { type: 'DateTime', description: 'Open time of that bar.' }),
    close: t.exposeFloat('close'),
    anomaly: t.exposeFloat('anomaly', { nullable: true, description: words.anomaly }),
    trend: t.exposeFloat('trend', { nullable: true, description: words.trend }),
    volatility: t.exposeFloat('volatility', { nullable: true, description: words.volatility }),
    recent: t.floatList({
      description: 'The last closes, for a sparkline.',
      resolve: ({ saved }) => [...saved.closes],
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
  }),
})

const ConditionConnection = connectionOf('Condition', ConditionType)
builder.queryField('conditions', (t) =>
  t.field({
    type: ConditionConnection,
    authScopes: read,
    description: 'Series with live bars, the most unusual first.',
    args: {
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
      venue: t.arg.string(),
      search: t.arg.string({ description: 'Part of a symbol.' }),
    },
    resolve: async (_, args, { house }) => toConnection(await listConditions(house.connection.db, args), (row) => row),
  }),
)

const ConditionEventType = builder.objectRef<Event<'conditions'>>('ConditionEvent').implement({
  description: 'Where a series stands after a bar.',
  fields: (t) => ({
    cursor: t.field({ type: 'Cursor', resolve: ({ pos }) => pos }),
    instrumentId: t.id({ resolve: ({ payload }) => payload.instrumentId }),
    seriesId: t.int({ resolve: ({ payload }) => payload.seriesId }),
    barTs: t.field({ type: 'DateTime', resolve: ({ payload }) => payload.barTs }),
    close: t.float({ resolve: ({ payload }) => payload.close }),
    anomaly: t.float({ nullable: true, description: words.anomaly, resolve: ({ payload }) => payload.anomaly }),
    trend: t.float({ nullable: true, description: words.trend, resolve: ({ payload }) => payload.trend }),
    volatility: t.float({
      nullable: true,
      description: words.volatility,
      resolve: ({ payload }) => payload.volatility,
    }),
  }),
})

builder.subscriptionField('conditions', (t) =>
  t.field({
    type: ConditionEventType,
    authScopes: read,
    description: 'Each series after each of its bars; of bars that come in a crowd only the newest speaks.',
    args: { instrumentIds: t.arg.idList(), after: t.arg({ type: 'Cursor' }) },
    subscribe: async (_, { instrumentIds, after }, context) =>
      hubOf(context).source({
        stream: 'conditions',
        after,
        keys: instrumentIds ? keySet(instrumentIds, 'instrumentIds') : undefined,
      }),
    resolve: (event) => event,
  }),
)
