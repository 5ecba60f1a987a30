import { type BacktestRow, findBacktest, readEquity } from '#db/queries/backtests.ts'
import { Fault } from '#lib/fault.ts'
import { barsPerYear } from '#lib/market/calendar.ts'
import { type ComparedPair, type ComparedRun, compareRuns, daily } from '#lib/metrics/compare.ts'
import { keepShape } from '#lib/stats/thin.ts'
import { builder, read } from '../builder.ts'
import { viewerOf } from '../context.ts'
import { BacktestType } from './backtests.ts'
import { isId } from './node.ts'

const mostRuns = 8
const points = 600

interface RunShape extends ComparedRun {
  readonly backtest: BacktestRow
  /** Rows of the common times that are sent. */
  readonly kept: readonly number[]
}
const ComparedRunType = builder.objectRef<RunShape>('ComparedRun').implement({
  description: 'A run over the times that all of the compared have.',
  fields: (t) => ({
    backtest: t.expose('backtest', { type: BacktestType }),
    rank: t.exposeInt('rank', { description: '1: the largest Sharpe ratio.' }),
    totalReturn: t.exposeFloat('totalReturn'),
    annualReturn: t.exposeFloat('annualReturn', { nullable: true }),
    volatilityAnnual: t.exposeFloat('volatilityAnnual', { nullable: true }),
    sharpe: t.exposeFloat('sharpe', { nullable: true, description: 'A year.' }),
    sharpeCi: t.field({
      type: ['Float'],
      nullable: true,
      description: '95 % interval of it.',
      resolve: ({ sharpeCi }) => (sharpeCi ? [...sharpeCi] : null),
    }),
    maxDrawdown: t.exposeFloat('maxDrawdown'),
    wealth: t.floatList({
      description: '1 at the first common time, thinned as `ts`.',
      resolve: ({ wealth, kept }) => kept.map((i) => wealth[i]),
    }),
  }),
})

const SharpeDifferenceType = builder.objectRef<ComparedPair>('SharpeDifference').implement({
  description: 'Whether the Sharpe ratios of two runs differ by more than chance (Ledoit & Wolf 2008).',
  fields: (t) => ({
    better: t.exposeID('better'),
    worse: t.exposeID('worse'),
    difference: t.exposeFloat('difference', { description: 'A year, of the better minus the worse.' }),
    low: t.exposeFloat('low', { description: '95 % interval.' }),
    high: t.exposeFloat('high'),
    p: t.exposeFloat('p'),
    pHolm: t.exposeFloat('pHolm', { description: 'Corrected for the number of pairs by Holm.' }),
  }),
})

interface Shape {
  readonly ts: readonly number[]
  readonly bars: number
  readonly daily: boolean
  readonly runs: readonly RunShape[]
  readonly pairs: readonly ComparedPair[]
}
const ComparisonType = builder.objectRef<Shape>('Comparison').implement({
  description: 'Runs side by side over the times that all of them have; best first.',
  fields: (t) => ({
    ts: t.floatList({ description: 'Common times, thinned, UTC milliseconds.', resolve: ({ ts }) => [...ts] }),
    bars: t.exposeInt('bars', { description: 'Times in common.' }),
    daily: t.exposeBoolean('daily', {
      description: 'Their bars have different lengths: the last equity of every day is compared.',
    }),
    runs: t.field({ type: [ComparedRunType], resolve: ({ runs }) => [...runs] }),
    differences: t.field({ type: [SharpeDifferenceType], resolve: ({ pairs }) => [...pairs] }),
  }),
})

builder.queryField('compareBacktests', (t) =>
  t.field({
    type: ComparisonType,
    nullable: true,
    authScopes: read,
    description: 'Up to eight finished backtests; null when they have no time in common.',
    args: { ids: t.arg.idList({ required: true }) },
    extensions: { cost: 300 },
    resolve: async (_, { ids }, context): Promise<Shape | null> => {
      const asked = [...new Set(ids.map((id) => id.toLowerCase()))]
      if (asked.length === 0 || asked.length > mostRuns) {
        throw new Fault('input', `ids takes 1 to ${mostRuns} backtests, not ${asked.length}`, {
          issues: [{ path: 'ids', message: `1 to ${mostRuns}` }],
        })
      }
      const { db } = context.house.connection
      const runs = await Promise.all(
        asked.map(async (id) => {
          const backtest = isId(id) ? await findBacktest(db, viewerOf(context), id) : null
          if (!backtest) throw new Fault('missing', `There is no backtest ${id}, or it is not yours to see`)
          const curve = await readEquity(db, id)
          if (!curve) {
            throw new Fault('conflict', `The backtest ${id} is ${backtest.state}: it has no equity to compare`, {
              hint: 'Compare finished runs',
            })
          }
          return { backtest, curve: { id, ts: curve.ts, equity: curve.equity } }
        }),
      )
      const lengths = new Set(runs.map(({ backtest }) => backtest.request.timeframe))
      const byDay = lengths.size > 1
      const [first] = runs
      const result = compareRuns(
        runs.map(({ curve }) => (byDay ? daily(curve) : curve)),
        {
          barsPerYear: (ts) => barsPerYear(ts, byDay ? '1d' : first.backtest.request.timeframe),
          riskFree: first.backtest.request.riskFree,
        },
      )
      if (!result) return null
      const kept = keepShape(result.runs[0].wealth, points)
      const byId = new Map(runs.map(({ backtest }) => [backtest.id, backtest]))
      return {
        ts: kept.map((i) => result.ts[i]),
        bars: result.ts.length,
        daily: byDay,
        runs: result.runs.flatMap((run) => {
          const backtest = byId.get(run.id)
          return backtest ? [{ ...run, backtest, kept }] : []
        }),
        pairs: result.pairs,
      }
    },
  }),
)
