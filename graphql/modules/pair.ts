import type { PairRow, PairStateRow } from '#db/queries/pairs.ts'
import { findPair } from '#db/queries/pairs.ts'
import { listSignals } from '#db/queries/signals.ts'
import { builder } from '../builder.ts'
import { toConnection } from '../connection.ts'
import { viewerOf } from '../context.ts'
import { type PairColumns, readPairSeries } from '../pair-series.ts'
import { nobody, UserType } from './accounts.ts'
import { column, isSimulated, within } from './instruments.ts'
import { findable, NodeInterface } from './node.ts'
import { SideEnum, VisibilityEnum } from './scalars.ts'
import { ScanRowType } from './scan-row.ts'
import { SignalConnection } from './signals.ts'

const PairStateType = builder.objectRef<PairStateRow>('PairState').implement({
  description: 'Where a watched pair stands after its last bar.',
  fields: (t) => ({
    barTs: t.expose('barTs', { type: 'DateTime' }),
    side: t.expose('side', { type: SideEnum }),
    enteredAt: t.expose('enteredAt', { type: 'DateTime', nullable: true }),
    z: t.exposeFloat('z', { nullable: true }),
    spread: t.exposeFloat('spread', { nullable: true }),
    mean: t.exposeFloat('mean', { nullable: true }),
    sd: t.exposeFloat('sd', { nullable: true }),
    beta: t.exposeFloat('beta', { nullable: true }),
    anomaly: t.exposeFloat('anomaly', {
      nullable: true,
      description: 'Distance of the last change of the spread from the hundred before it, in robust deviations.',
    }),
    trend: t.exposeFloat('trend', { nullable: true, description: 'Trend strength of the spread, −1 to 1.' }),
    volatility: t.exposeFloat('volatility', {
      nullable: true,
      description: 'Of the spread, a year, as a fraction.',
    }),
    correlation: t.exposeFloat('correlation', { nullable: true, description: 'Of the log returns of the legs.' }),
    recent: t.exposeFloatList('recent', { description: 'The last z-scores, for a sparkline.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
  }),
})

const PairSeriesType = builder.objectRef<PairColumns & { formedAt: Date }>('PairSeries').implement({
  description: 'Prices, spread and its bands as columns, by the same code that gives the signals.',
  fields: (t) => ({
    ts: t.floatList({ resolve: ({ ts }) => Array.from(ts) }),
    y: t.floatList({ resolve: ({ y }) => Array.from(y) }),
    x: t.floatList({ resolve: ({ x }) => Array.from(x) }),
    spread: t.field({
      type: ['Float'],
      nullable: { list: true, items: true },
      resolve: ({ spread }) => column(spread),
    }),
    mean: t.field({ type: ['Float'], nullable: { list: true, items: true }, resolve: ({ mean }) => column(mean) }),
    sd: t.field({ type: ['Float'], nullable: { list: true, items: true }, resolve: ({ sd }) => column(sd) }),
    z: t.field({ type: ['Float'], nullable: { list: true, items: true }, resolve: ({ z }) => column(z) }),
    entry: t.exposeFloat('entry'),
    exit: t.exposeFloat('exit'),
    stop: t.exposeFloat('stop'),
    formedAt: t.expose('formedAt', { type: 'DateTime', description: 'Bars up to here were used to choose the pair.' }),
  }),
})

const maxPoints = 5_000

export const PairType = builder.objectRef<PairRow>('Pair').implement({
  description: 'A pair somebody watches. Its hedge ratio and parameters were fixed when the watch began.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    owner: t.field({
      type: UserType,
      resolve: async ({ ownerId }, _, { load }) => (await load.user(ownerId)) ?? nobody(ownerId),
    }),
    visibility: t.expose('visibility', { type: VisibilityEnum }),
    y: t.exposeString('y'),
    x: t.exposeString('x'),
    venue: t.exposeString('venue'),
    timeframe: t.string({ resolve: async ({ id }, _, { load }) => (await load.pairPlace(id))?.timeframe ?? '' }),
    simulated: t.boolean({ resolve: ({ venue }) => isSimulated(venue) }),
    strategy: t.exposeString('strategy'),
    params: t.expose('params', { type: 'JSON' }),
    statistics: t.field({
      type: ScanRowType,
      nullable: true,
      description: 'What the test said when the watch began.',
      resolve: ({ statistics }) =>
        statistics && { ...statistics, rank: 1, kept: statistics.rejected === null, spark: null },
    }),
    formedAt: t.expose('formedAt', { type: 'DateTime' }),
    watching: t.exposeBoolean('watching'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    state: t.field({
      type: PairStateType,
      nullable: true,
      resolve: ({ id }, _, { load }) => load.pairState(id),
    }),
    series: t.field({
      type: PairSeriesType,
      args: { last: t.arg.int({ defaultValue: 500 }) },
      extensions: { cost: ({ last }: Record<string, unknown>) => 20 + Number(last ?? 500) / 20 },
      resolve: async (pair, { last }, { house }) => ({
        ...(await readPairSeries(house.connection.sql, pair, within(last ?? 500, maxPoints, 'last'))),
        formedAt: pair.formedAt,
      }),
    }),
    signals: t.field({
      type: SignalConnection,
      description: 'Newest first.',
      args: { first: t.arg.int({ required: true }), after: t.arg.string() },
      resolve: async ({ id }, args, context) =>
        toConnection(
          await listSignals(context.house.connection.sql, viewerOf(context), { ...args, pairId: id }),
          (row) => row,
        ),
    }),
  }),
})
findable('Pair', (context, id) => findPair(context.house.connection.db, viewerOf(context), id))
