import { doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { type BacktestMetrics, type BacktestTrade, runStates } from '#lib/contracts/backtests.ts'
import type { PortfolioRequest, StoredAccount } from '#lib/contracts/portfolios.ts'
import { createdAt, instantColumn, ownedColumns } from './columns.ts'

/** Runs of accounts: several strategies that share one capital. */
export const accountRuns = pgTable(
  'account_runs',
  {
    id: uuid('id').primaryKey(),
    jobId: uuid('job_id'),
    ...ownedColumns,
    request: jsonb('request').$type<PortfolioRequest>().notNull(),
    state: text('state', { enum: runStates }).notNull(),
    metrics: jsonb('metrics').$type<BacktestMetrics>(),
    manifest: jsonb('manifest').$type<Record<string, unknown>>(),
    result: jsonb('result').$type<StoredAccount>(),
    computeMs: doublePrecision('compute_ms'),
    createdAt,
    finishedAt: instantColumn('finished_at'),
  },
  (t) => [index('account_runs_created').on(t.createdAt, t.id)],
)

/** Curves as columns: `place` 0 is the account, 1 the first of its sleeves. All are on the times of the account, which only its own row has. */
export const accountCurves = pgTable(
  'account_curves',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => accountRuns.id, { onDelete: 'cascade' }),
    place: integer('place').notNull(),
    ts: doublePrecision('ts').array(),
    equity: doublePrecision('equity').array().notNull(),
    drawdown: doublePrecision('drawdown').array().notNull(),
    exposure: doublePrecision('exposure').array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.place] })],
)

/** `place` 1 is the first sleeve. */
export const accountTrades = pgTable(
  'account_trades',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => accountRuns.id, { onDelete: 'cascade' }),
    place: integer('place').notNull(),
    n: integer('n').notNull(),
    trade: jsonb('trade').$type<BacktestTrade>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.place, t.n] })],
)
