import {
  type BacktestRow,
  findBacktest,
  insertBacktest,
  listBacktests,
  listTrades,
  readEquity,
} from '#db/queries/backtests.ts'
import {
  type BacktestMetrics,
  type BacktestRequest,
  type BacktestTrade,
  backtestRequest,
} from '#lib/contracts/backtests.ts'
import { Fault } from '#lib/fault.ts'
import { type PluginForm, parametersOf } from '#lib/registry.ts'
import { keepShape } from '#lib/stats/thin.ts'
import { strategies } from '#lib/strategies/index.ts'
import { builder, read, research } from '../builder.ts'
import { connectionOf, toConnection } from '../connection.ts'
import { viewerOf } from '../context.ts'
import { inputOf, parseInput } from '../inputs.ts'
import { queueRun } from '../queue-run.ts'
import { runFields } from '../run-fields.ts'
import { within } from './instruments.ts'
import { findable, isId, NodeInterface } from './node.ts'
import { RunStateEnum, SideEnum } from './scalars.ts'

const whole = ['bars', 'maxDrawdownBars', 'trades'] as const
const known = ['barsPerYear', 'totalReturn', 'maxDrawdown', 'exposure', 'turnoverAnnual', 'totalCosts'] as const
const maybe = [
  'annualReturn',
  'volatilityAnnual',
  'sharpeAnnual',
  'sortinoAnnual',
  'calmar',
  'winRate',
  'profitFactor',
  'expectancyBps',
  'costShare',
] as const

export const MetricsType = builder.objectRef<BacktestMetrics>('Metrics').implement({
  description: 'Null where a figure cannot be had: no trades, no variance.',
  fields: (t) => ({
    ...(Object.fromEntries(whole.map((name) => [name, t.exposeInt(name)])) as Record<(typeof whole)[number], never>),
    ...(Object.fromEntries(known.map((name) => [name, t.exposeFloat(name)])) as Record<(typeof known)[number], never>),
    ...(Object.fromEntries(maybe.map((name) => [name, t.exposeFloat(name, { nullable: true })])) as Record<
      (typeof maybe)[number],
      never
    >),
    sharpeCi: t.field({
      type: ['Float'],
      nullable: true,
      description: '95 % interval of the Sharpe ratio.',
      resolve: ({ sharpeCi }) => sharpeCi,
    }),
  }),
})

const TradeLegType = builder.objectRef<BacktestTrade['legs'][number]>('TradeLeg').implement({
  fields: (t) => ({
    symbol: t.exposeString('symbol'),
    quantity: t.exposeFloat('quantity'),
    entryPrice: t.exposeFloat('entryPrice'),
    exitPrice: t.exposeFloat('exitPrice', { nullable: true }),
  }),
})

const TradeType = builder.objectRef<BacktestTrade>('Trade').implement({
  description: 'One round trip, from flat to flat, all legs together.',
  fields: (t) => ({
    n: t.exposeInt('n'),
    side: t.expose('side', { type: SideEnum }),
    entryAt: t.field({ type: 'DateTime', resolve: ({ entryTs }) => entryTs }),
    exitAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ exitTs }) => exitTs }),
    entryTs: t.exposeFloat('entryTs', { description: 'UTC milliseconds.' }),
    exitTs: t.exposeFloat('exitTs', { nullable: true, description: 'UTC milliseconds.' }),
    bars: t.exposeInt('bars'),
    pnl: t.exposeFloat('pnl', { description: 'Net, in account currency.' }),
    netBps: t.exposeFloat('netBps'),
    costs: t.exposeFloat('costs'),
    entryReason: t.exposeString('entryReason'),
    exitReason: t.exposeString('exitReason', { nullable: true }),
    exitKind: t.exposeString('exitKind', { nullable: true }),
    entryReading: t.exposeFloat('entryReading', { nullable: true }),
    legs: t.expose('legs', { type: [TradeLegType] }),
  }),
})

export interface EquityShape {
  ts: number[]
  equity: number[]
  drawdown: number[]
  exposure: number[]
}
export const EquityType = builder.objectRef<EquityShape>('Equity').implement({
  fields: (t) => ({
    ts: t.exposeFloatList('ts', { description: 'UTC milliseconds.' }),
    equity: t.exposeFloatList('equity'),
    drawdown: t.exposeFloatList('drawdown', { description: '0 at a peak, −0.1 ten percent below it.' }),
    exposure: t.exposeFloatList('exposure'),
  }),
})

/** At most so many points of a curve, its peaks and troughs among them. */
export function thinnedEquity(curve: EquityShape | null, maxPoints?: number | null): EquityShape | null {
  const most = within(maxPoints ?? 2_000, 100_000, 'maxPoints')
  if (!curve) return null
  const kept = keepShape(curve.equity, Math.max(2, most))
  const pick = (values: number[]) => kept.map((i) => values[i])
  return {
    ts: pick(curve.ts),
    equity: pick(curve.equity),
    drawdown: pick(curve.drawdown),
    exposure: pick(curve.exposure),
  }
}

export const TradeConnection = connectionOf('Trade', TradeType)

export const BacktestType = builder.objectRef<BacktestRow>('Backtest').implement({
  interfaces: [NodeInterface],
  fields: (t) => ({
    ...runFields(t),
    strategy: t.string({ resolve: ({ request }) => request.strategy }),
    symbols: t.stringList({ resolve: ({ request }) => request.symbols }),
    metrics: t.expose('metrics', { type: MetricsType, nullable: true }),
    notes: t.stringList({ resolve: ({ notes }) => notes ?? [] }),
    execution: t.expose('execution', {
      type: 'JSON',
      nullable: true,
      description: 'What happened to the orders: fills, rejections, fees, slippage, borrowing, funding.',
    }),
    evidence: t.expose('evidence', {
      type: 'JSON',
      nullable: true,
      description: 'How far the run can be trusted: probes, permutation, paths, years, regimes, benchmark, capacity.',
    }),
    equity: t.field({
      type: EquityType,
      nullable: true,
      description: 'Thinned to `maxPoints` so that peaks and troughs stay.',
      args: { maxPoints: t.arg.int({ defaultValue: 2_000 }) },
      extensions: { cost: ({ maxPoints }: Record<string, unknown>) => 10 + Number(maxPoints ?? 2_000) / 50 },
      resolve: async ({ id }, { maxPoints }, { house }) =>
        thinnedEquity(await readEquity(house.connection.db, id), maxPoints),
    }),
    trades: t.field({
      type: TradeConnection,
      args: { first: t.arg.int({ required: true }), after: t.arg.string() },
      resolve: async ({ id }, args, { house }) =>
        toConnection(await listTrades(house.connection.db, id, args), ({ trade }) => trade),
    }),
  }),
})
findable('Backtest', (context, id) => findBacktest(context.house.connection.db, viewerOf(context), id))

const BacktestConnection = connectionOf('Backtest', BacktestType)
builder.queryField('backtests', (t) =>
  t.field({
    type: BacktestConnection,
    authScopes: read,
    description: 'Newest first.',
    args: {
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
      strategy: t.arg.string(),
      state: t.arg({ type: RunStateEnum }),
    },
    resolve: async (_, args, context) =>
      toConnection(await listBacktests(context.house.connection.db, viewerOf(context), args), (row) => row),
  }),
)

builder.queryField('backtest', (t) =>
  t.field({
    type: BacktestType,
    nullable: true,
    authScopes: read,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, { id }, context) =>
      isId(id) ? findBacktest(context.house.connection.db, viewerOf(context), id) : null,
  }),
)

const StrategyFormType = builder
  .objectRef<PluginForm & { legs: readonly [number, number]; space: Readonly<Record<string, readonly unknown[]>> }>(
    'StrategyForm',
  )
  .implement({
    description: 'A strategy and the JSON Schema of its parameters, from which forms are drawn.',
    fields: (t) => ({
      name: t.exposeString('name'),
      title: t.exposeString('title'),
      legsMin: t.int({ resolve: ({ legs }) => legs[0] }),
      legsMax: t.int({ resolve: ({ legs }) => Math.min(legs[1], 1_000) }),
      schema: t.expose('schema', { type: 'JSON' }),
      space: t.expose('space', { type: 'JSON', description: 'Values worth trying, by parameter.' }),
    }),
  })

builder.queryField('strategies', (t) =>
  t.field({
    type: [StrategyFormType],
    authScopes: read,
    resolve: () =>
      strategies.forms.map((form) => ({
        ...form,
        legs: strategies.get(form.name).legs,
        space: strategies.get(form.name).space,
      })),
  }),
)

builder.mutationField('runBacktest', (t) =>
  t.field({
    type: BacktestType,
    authScopes: research,
    description: 'Queues a backtest; its `job` says how far it is.',
    args: { input: t.arg({ type: inputOf(backtestRequest, 'BacktestInput'), required: true }) },
    resolve: (_, { input }, context) =>
      queueRun(context, 'backtest', checkStrategy(parseInput(backtestRequest, input)), insertBacktest),
  }),
)

/** The strategy's own schema judges the parameters before anything is queued. */
export function checkStrategy<Request extends Pick<BacktestRequest, 'strategy' | 'params' | 'symbols'>>(
  request: Request,
): Request {
  if (!strategies.has(request.strategy)) {
    throw new Fault('input', `There is no strategy "${request.strategy}"`, {
      hint: `Known: ${strategies.names.join(', ')}`,
      issues: [{ path: 'strategy', message: 'unknown' }],
    })
  }
  const strategy = strategies.get(request.strategy)
  const [least, most] = strategy.legs
  if (request.symbols.length < least || request.symbols.length > most) {
    const legs = least === most ? `${least}` : `${least} to ${most}`
    throw new Fault('input', `${strategy.title} takes ${legs} symbols, not ${request.symbols.length}`, {
      issues: [{ path: 'symbols', message: `${legs} symbols` }],
    })
  }
  return { ...request, params: parametersOf(strategy, request.params) as Record<string, unknown> }
}
