import {
  findWalkForward,
  insertWalkForward,
  listWalkForwards,
  readTrack,
  type WalkForwardRow,
} from '#db/queries/walk-forwards.ts'
import { type Fold, type Gate, type StretchFigures, walkForwardRequest } from '#lib/contracts/studies.ts'
import { builder, research } from '../builder.ts'
import { inputOf, parseInput } from '../inputs.ts'
import { queueRun } from '../queue-run.ts'
import { runFields } from '../run-fields.ts'
import { runQueries } from '../run-queries.ts'
import { checkStrategy } from './backtests.ts'
import { NodeInterface } from './node.ts'

export const StretchType = builder.objectRef<StretchFigures>('Stretch').implement({
  description: 'Figures of one stretch of bars. Ratios are annual; null where they cannot be had.',
  fields: (t) => ({
    bars: t.exposeInt('bars'),
    totalReturn: t.exposeFloat('totalReturn'),
    sharpe: t.exposeFloat('sharpe', { nullable: true }),
    sharpeCi: t.field({ type: ['Float'], nullable: true, resolve: ({ sharpeCi }) => sharpeCi && [...sharpeCi] }),
    maxDrawdown: t.exposeFloat('maxDrawdown'),
    trades: t.exposeInt('trades'),
    winRate: t.exposeFloat('winRate', { nullable: true }),
  }),
})

const FoldType = builder.objectRef<Fold>('Fold').implement({
  fields: (t) => ({
    trainFrom: t.string({ resolve: ({ train }) => train[0] }),
    trainTo: t.string({ resolve: ({ train }) => train[1] }),
    testFrom: t.string({ resolve: ({ test }) => test[0] }),
    testTo: t.string({ resolve: ({ test }) => test[1] }),
    params: t.field({ type: 'JSON', resolve: ({ params }) => params as Record<string, unknown> }),
    score: t.exposeFloat('score', { nullable: true }),
    inSample: t.expose('inSample', { type: StretchType }),
    outOfSample: t.expose('outOfSample', { type: StretchType }),
  }),
})

const GateType = builder.objectRef<Gate>('Gate').implement({
  description: 'A declared limit, what was observed, and the sample it would need to mean something.',
  fields: (t) => ({
    name: t.exposeString('name'),
    limit: t.exposeFloat('limit'),
    observed: t.exposeFloat('observed', { nullable: true }),
    passed: t.exposeBoolean('passed'),
    needed: t.exposeFloat('needed', { nullable: true }),
    had: t.exposeFloat('had'),
    unit: t.exposeString('unit'),
  }),
})

interface Track {
  ts: number[]
  returns: number[]
  fold: number[]
}
const TrackType = builder.objectRef<Track>('WalkForwardTrack').implement({
  description: 'The test windows as one track, no bar twice.',
  fields: (t) => ({
    ts: t.exposeFloatList('ts', { description: 'UTC milliseconds.' }),
    returns: t.exposeFloatList('returns'),
    fold: t.exposeFloatList('fold'),
  }),
})

export const WalkForwardType = builder.objectRef<WalkForwardRow>('WalkForward').implement({
  interfaces: [NodeInterface],
  fields: (t) => ({
    ...runFields(t),
    strategy: t.string({ resolve: ({ request }) => request.strategy }),
    symbols: t.stringList({ resolve: ({ request }) => request.symbols }),
    folds: t.field({ type: [FoldType], resolve: ({ result }) => [...(result?.folds ?? [])] }),
    outOfSample: t.field({ type: StretchType, nullable: true, resolve: ({ result }) => result?.outOfSample ?? null }),
    gates: t.field({ type: [GateType], resolve: ({ result }) => [...(result?.gates ?? [])] }),
    passed: t.boolean({ nullable: true, resolve: ({ result }) => result?.passed ?? null }),
    result: t.field({
      type: 'JSON',
      nullable: true,
      description: 'All of it but the track: overfitting statistics, stability, stress windows, trials, notes.',
      resolve: ({ result }) => result,
    }),
    track: t.field({
      type: TrackType,
      nullable: true,
      extensions: { cost: () => 50 },
      resolve: ({ id }, _, { house }) => readTrack(house.connection.db, id),
    }),
  }),
})
runQueries({
  type: WalkForwardType,
  name: 'WalkForward',
  one: 'walkForward',
  many: 'walkForwards',
  list: listWalkForwards,
  find: findWalkForward,
})

builder.mutationField('runWalkForward', (t) =>
  t.field({
    type: WalkForwardType,
    authScopes: research,
    description: 'Queues a walk-forward test; its `job` says how far it is.',
    args: { input: t.arg({ type: inputOf(walkForwardRequest, 'WalkForwardInput'), required: true }) },
    resolve: (_, { input }, context) =>
      queueRun(context, 'walkforward', checkStrategy(parseInput(walkForwardRequest, input)), insertWalkForward),
  }),
)
