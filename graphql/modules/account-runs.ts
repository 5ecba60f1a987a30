import {
  type AccountRow,
  allAccountTrades,
  findAccount,
  insertAccount,
  listAccounts,
  listSleeveTrades,
  readCurve,
} from '#db/queries/accounts.ts'
import {
  type PortfolioReport,
  type PortfolioRequest,
  portfolioRequest,
  type Sleeve,
  type StoredSleeve,
  sleeveName,
} from '#lib/contracts/portfolios.ts'
import type { ReportFile } from '#lib/contracts/reports.ts'
import { Fault } from '#lib/fault.ts'
import { accountReport } from '#lib/reports/account.ts'
import { builder, research } from '../builder.ts'
import { toConnection } from '../connection.ts'
import { inputOf, parseInput } from '../inputs.ts'
import { queueRun } from '../queue-run.ts'
import { runFields } from '../run-fields.ts'
import { runQueries } from '../run-queries.ts'
import { checkStrategy, EquityType, MetricsType, TradeConnection, thinnedEquity } from './backtests.ts'
import { NodeInterface } from './node.ts'
import { ReportFileType, ReportFormatEnum, reportBars, reportFile, reportWords } from './report-files.ts'

const curveCost = { cost: ({ maxPoints }: Record<string, unknown>) => 10 + Number(maxPoints ?? 2_000) / 50 }

interface SleeveShape {
  readonly runId: string
  /** From 1, as its curve and its trades are kept. */
  readonly place: number
  readonly asked: Sleeve
  readonly done: StoredSleeve | null
}

const ShapeType = builder.objectRef<StoredSleeve['shape']>('AccountSleeveShape').implement({
  fields: (t) => ({
    ts: t.floatList({ description: 'UTC milliseconds.', resolve: ({ ts }) => [...ts] }),
    equity: t.floatList({ resolve: ({ equity }) => [...equity] }),
  }),
})

const SleeveType = builder.objectRef<SleeveShape>('AccountSleeve').implement({
  description: 'One strategy of an account with its part of the capital.',
  fields: (t) => ({
    name: t.string({ resolve: ({ asked, done }) => done?.name ?? sleeveName(asked) }),
    strategy: t.string({ resolve: ({ asked }) => asked.strategy }),
    symbols: t.stringList({ resolve: ({ asked }) => asked.symbols }),
    timeframe: t.string({ resolve: ({ asked }) => asked.timeframe }),
    params: t.field({ type: 'JSON', resolve: ({ asked }) => asked.params }),
    share: t.float({ description: 'Of the capital at the start.', resolve: ({ asked }) => asked.share }),
    metrics: t.field({ type: MetricsType, nullable: true, resolve: ({ done }) => done?.metrics ?? null }),
    contribution: t.float({
      nullable: true,
      description: 'To the profit of the account, in its currency.',
      resolve: ({ done }) => done?.contribution ?? null,
    }),
    shape: t.field({
      type: ShapeType,
      nullable: true,
      description: 'Its equity in a few hundred points, peaks and troughs among them.',
      resolve: ({ done }) => done?.shape ?? null,
    }),
    equity: t.field({
      type: EquityType,
      nullable: true,
      description: 'On the times of the account, thinned to `maxPoints` so that peaks and troughs stay.',
      args: { maxPoints: t.arg.int({ defaultValue: 2_000 }) },
      extensions: curveCost,
      resolve: async ({ runId, place }, { maxPoints }, { house }) =>
        thinnedEquity(await readCurve(house.connection.db, runId, place), maxPoints),
    }),
    trades: t.field({
      type: TradeConnection,
      args: { first: t.arg.int({ required: true }), after: t.arg.string() },
      resolve: async ({ runId, place }, args, { house }) =>
        toConnection(await listSleeveTrades(house.connection.db, runId, place, args), ({ trade }) => trade),
    }),
  }),
})

interface Holding {
  readonly sleeve: string
  readonly quantity: number
}
const HoldingType = builder.objectRef<Holding>('AccountHolding').implement({
  fields: (t) => ({ sleeve: t.exposeString('sleeve'), quantity: t.exposeFloat('quantity') }),
})
const PositionType = builder.objectRef<PortfolioReport['positions'][number]>('AccountPosition').implement({
  description: 'What is held at the end, and whose it is: opposite positions are one in the account.',
  fields: (t) => ({
    symbol: t.exposeString('symbol'),
    net: t.exposeFloat('net'),
    holdings: t.field({
      type: [HoldingType],
      resolve: ({ bySleeve }) => Object.entries(bySleeve).map(([sleeve, quantity]) => ({ sleeve, quantity })),
    }),
  }),
})

export const AccountRunType = builder.objectRef<AccountRow>('AccountRun').implement({
  description: 'Several strategies in one account, on bars of one or of several lengths.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    ...runFields(t),
    strategies: t.stringList({
      resolve: ({ request }) => [...new Set(request.sleeves.map(({ strategy }) => strategy))],
    }),
    symbols: t.stringList({ resolve: ({ request }) => [...new Set(request.sleeves.flatMap((one) => one.symbols))] }),
    metrics: t.expose('metrics', { type: MetricsType, nullable: true }),
    sleeves: t.field({
      type: [SleeveType],
      resolve: ({ id, request, result }) =>
        request.sleeves.map((asked, i) => ({ runId: id, place: i + 1, asked, done: result?.sleeves[i] ?? null })),
    }),
    trades: t.field({
      type: TradeConnection,
      description: 'Of one sleeve, in order.',
      args: {
        sleeve: t.arg.int({ defaultValue: 1, description: 'The first is 1.' }),
        first: t.arg.int({ required: true }),
        after: t.arg.string(),
      },
      resolve: async ({ id }, { sleeve, ...args }, { house }) =>
        toConnection(await listSleeveTrades(house.connection.db, id, sleeve ?? 1, args), ({ trade }) => trade),
    }),
    positions: t.field({ type: [PositionType], resolve: ({ result }) => [...(result?.positions ?? [])] }),
    execution: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What happened to the orders: fills, rejections, fees, slippage, borrowing, funding.',
      resolve: ({ result }) => result?.execution ?? null,
    }),
    evidence: t.field({
      type: 'JSON',
      nullable: true,
      description: 'How far it can be trusted: probes, chance of skill, paths that might have been, years.',
      resolve: ({ result }) => result?.evidence ?? null,
    }),
    notes: t.stringList({ resolve: ({ result }) => [...(result?.notes ?? [])] }),
    equity: t.field({
      type: EquityType,
      nullable: true,
      description: 'At the closes of all bars, thinned to `maxPoints` so that peaks and troughs stay.',
      args: { maxPoints: t.arg.int({ defaultValue: 2_000 }) },
      extensions: curveCost,
      resolve: async ({ id }, { maxPoints }, { house }) =>
        thinnedEquity(await readCurve(house.connection.db, id), maxPoints),
    }),
    report: t.field({
      type: ReportFileType,
      description: reportWords,
      args: { format: t.arg({ type: ReportFormatEnum, required: true }) },
      extensions: { cost: 500 },
      resolve: async (row, { format }, { house }): Promise<ReportFile> => {
        const { db } = house.connection
        const { id, request, metrics, manifest, result } = row
        const equity = await readCurve(db, id)
        if (!metrics || !result || !equity) {
          throw new Fault('conflict', `This account is ${row.state}: there is nothing to report`, {
            hint: 'Ask again when it is done',
          })
        }
        const trades = await allAccountTrades(db, id)
        const finishedAt = (row.finishedAt ?? row.createdAt).toISOString()
        const report = accountReport({ id, request, metrics, manifest, result, equity, trades, finishedAt }, reportBars)
        return reportFile(report, format, `account-${id}`)
      },
    }),
  }),
})
runQueries({
  type: AccountRunType,
  name: 'AccountRun',
  one: 'accountRun',
  many: 'accountRuns',
  list: listAccounts,
  find: findAccount,
})

builder.mutationField('runAccount', (t) =>
  t.field({
    type: AccountRunType,
    authScopes: research,
    description: 'Queues a run of several strategies in one account; its `job` says how far it is.',
    args: { input: t.arg({ type: inputOf(portfolioRequest, 'AccountInput'), required: true }) },
    resolve: (_, { input }, context) =>
      queueRun(context, 'account', checkSleeves(parseInput(portfolioRequest, input)), insertAccount),
  }),
)

/** The schema of each sleeve's strategy judges its parameters; what is wrong names the sleeve. */
function checkSleeves(request: PortfolioRequest): PortfolioRequest {
  return {
    ...request,
    sleeves: request.sleeves.map((sleeve, i) => {
      try {
        return checkStrategy(sleeve)
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        const { kind, hint, issues } = error
        const inside = issues.map(({ path, message }) => ({ path: `sleeves.${i}.${path}`, message }))
        throw new Fault(kind, `Strategy ${i + 1}: ${error.message}`, { hint, issues: inside, cause: error })
      }
    }),
  }
}
