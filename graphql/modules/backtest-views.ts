import { allTrades, readEquity } from '#db/queries/backtests.ts'
import { loadCloses } from '#db/queries/series.ts'
import type { ReportFile } from '#lib/contracts/reports.ts'
import { Fault } from '#lib/fault.ts'
import { barsPerYear } from '#lib/market/calendar.ts'
import { joinByTime, take } from '#lib/market/join.ts'
import { type RollingSharpe, rollingSharpe } from '#lib/metrics/rolling-sharpe.ts'
import { backtestReport } from '#lib/reports/backtest.ts'
import { keepShape } from '#lib/stats/thin.ts'
import { builder } from '../builder.ts'
import { BacktestType } from './backtests.ts'
import { column, within } from './instruments.ts'
import { ReportFileType, ReportFormatEnum, reportBars, reportFile, reportWords } from './report-files.ts'

const most = 5_000

interface RollingShape extends RollingSharpe {
  readonly ts: readonly number[]
}
const RollingSharpeType = builder.objectRef<RollingShape>('RollingSharpe').implement({
  description: 'Annual Sharpe ratio of the window that ends at each time, with its 95 % interval (Mertens 2002).',
  fields: (t) => {
    const values = (name: 'ratio' | 'low' | 'high') =>
      t.field({
        type: ['Float'],
        nullable: { list: false, items: true },
        description: 'Null before the first full window, and where nothing varied.',
        resolve: (rolling) => column(rolling[name]),
      })
    return {
      window: t.exposeInt('window', { description: 'Bars.' }),
      ts: t.floatList({ description: 'UTC milliseconds.', resolve: ({ ts }) => [...ts] }),
      ratio: values('ratio'),
      low: values('low'),
      high: values('high'),
    }
  },
})

/** Half a year of a daily run, and never more than a quarter of what there is. */
export const usualSharpeWindow = (bars: number): number => Math.max(20, Math.min(126, Math.floor(bars / 4)))

builder.objectField(BacktestType, 'rollingSharpe', (t) =>
  t.field({
    type: RollingSharpeType,
    nullable: true,
    description: 'Windows of half a year of daily bars, or a quarter of a shorter run, unless told.',
    args: { window: t.arg.int(), maxPoints: t.arg.int({ defaultValue: 500 }) },
    extensions: { cost: ({ maxPoints }: Record<string, unknown>) => 20 + Number(maxPoints ?? 500) / 10 },
    resolve: async ({ id, request, metrics }, args, { house }) => {
      const points = within(args.maxPoints ?? 500, most, 'maxPoints')
      const window = args.window === null || args.window === undefined ? null : within(args.window, most, 'window')
      const row = await readEquity(house.connection.db, id)
      if (!row || !metrics) return null
      const { ts, equity } = row
      const returns = Float64Array.from(equity, (value, i) => value / (i === 0 ? request.capital : equity[i - 1]) - 1)
      const every = Math.max(1, Math.ceil(returns.length / points))
      // Counted from the end: the last value is that of the last bar.
      const at = Array.from(
        { length: Math.ceil(returns.length / every) },
        (_, k) => returns.length - 1 - k * every,
      ).reverse()
      const rolling = rollingSharpe(
        returns,
        {
          window: window ?? usualSharpeWindow(returns.length),
          barsPerYear: metrics.barsPerYear || barsPerYear(Float64Array.from(ts), request.timeframe),
          riskFree: request.riskFree,
        },
        at,
      )
      return { ...rolling, ts: at.map((i) => ts[i]) }
    },
  }),
)

interface Leg {
  readonly symbol: string
  readonly close: Float64Array
}
const LegPricesType = builder.objectRef<Leg>('LegPrices').implement({
  fields: (t) => ({
    symbol: t.exposeString('symbol'),
    close: t.floatList({ resolve: ({ close }) => Array.from(close) }),
  }),
})
const RunPricesType = builder
  .objectRef<{ readonly ts: Float64Array; readonly legs: readonly Leg[] }>('RunPrices')
  .implement({
    description: 'Closes of the legs of a run at the times they have in common, as columns, oldest first.',
    fields: (t) => ({
      ts: t.floatList({ description: 'Open times, UTC milliseconds.', resolve: ({ ts }) => Array.from(ts) }),
      legs: t.field({ type: [LegPricesType], resolve: ({ legs }) => [...legs] }),
    }),
  })

/** More legs than this are a portfolio: their prices together say nothing. */
const mostLegs = 4

builder.objectField(BacktestType, 'prices', (t) =>
  t.field({
    type: RunPricesType,
    nullable: true,
    description: 'Of runs of at most four legs; null where a run does not say which series it read.',
    args: { maxPoints: t.arg.int({ defaultValue: 1_000 }) },
    extensions: { cost: ({ maxPoints }: Record<string, unknown>) => 30 + Number(maxPoints ?? 1_000) / 20 },
    resolve: async ({ manifest }, args, { house }) => {
      const points = within(args.maxPoints ?? 1_000, most, 'maxPoints')
      const ids = manifest?.seriesIds
      if (!manifest || !ids || ids.length > mostLegs) return null
      const span = { from: Date.parse(manifest.from), to: Date.parse(manifest.to) }
      const bars = await loadCloses(house.connection.sql, ids, span)
      const joined = joinByTime(bars.map(({ ts }) => ts))
      const closes = bars.map(({ close }, i) => take(close, joined.rows[i]))
      const kept = keepShape(closes[0] ?? [], Math.max(2, points))
      const pick = (values: Float64Array) => Float64Array.from(kept, (i) => values[i])
      return {
        ts: pick(joined.ts),
        legs: closes.map((close, i) => ({ symbol: manifest.symbols[i], close: pick(close) })),
      }
    },
  }),
)

builder.objectField(BacktestType, 'report', (t) =>
  t.field({
    type: ReportFileType,
    description: reportWords,
    args: { format: t.arg({ type: ReportFormatEnum, required: true }) },
    extensions: { cost: 500 },
    resolve: async (row, { format }, { house }): Promise<ReportFile> => {
      const { db } = house.connection
      const equity = await readEquity(db, row.id)
      if (!row.metrics || !equity) {
        throw new Fault('conflict', `This backtest is ${row.state}: there is nothing to report`, {
          hint: 'Ask again when it is done',
        })
      }
      const report = backtestReport(
        {
          ...{ id: row.id, request: row.request, metrics: row.metrics, manifest: row.manifest, equity },
          ...{ evidence: row.evidence, execution: row.execution, notes: row.notes ?? [] },
          finishedAt: (row.finishedAt ?? row.createdAt).toISOString(),
          trades: await allTrades(db, row.id),
        },
        reportBars,
      )
      return reportFile(report, format, `backtest-${row.id}`)
    },
  }),
)
