import { doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import {
  type BacktestMetrics,
  type BacktestRequest,
  type BacktestTrade,
  type RunManifest,
  runStates,
} from '#lib/contracts/backtests.ts'
import type { BacktestEvidence } from '#lib/contracts/evidence.ts'
import type { ExecutionSummary } from '#lib/contracts/orders.ts'
import { createdAt, instantColumn, ownedColumns } from './columns.ts'

/** A named strategy with its parameters. A change makes a new version; runs refer to what they ran. */
export const strategies = pgTable('strategies', {
  id: uuid('id').primaryKey(),
  ...ownedColumns,
  name: text('name').notNull(),
  plugin: text('plugin').notNull(),
  params: jsonb('params').$type<Record<string, unknown>>().notNull(),
  version: integer('version').notNull().default(1),
  createdAt,
})

export const backtestRuns = pgTable(
  'backtest_runs',
  {
    id: uuid('id').primaryKey(),
    jobId: uuid('job_id'),
    ...ownedColumns,
    request: jsonb('request').$type<BacktestRequest>().notNull(),
    state: text('state', { enum: runStates }).notNull(),
    metrics: jsonb('metrics').$type<BacktestMetrics>(),
    manifest: jsonb('manifest').$type<RunManifest>(),
    notes: jsonb('notes').$type<string[]>(),
    /** Fills, fees, borrow, funding: what happened to the orders. */
    execution: jsonb('execution').$type<ExecutionSummary>(),
    /** How likely it is luck, where it was made, what the probes say. */
    evidence: jsonb('evidence').$type<BacktestEvidence>(),
    computeMs: doublePrecision('compute_ms'),
    createdAt,
    finishedAt: instantColumn('finished_at'),
  },
  (t) => [index('backtest_runs_created').on(t.createdAt, t.id)],
)

export const backtestTrades = pgTable(
  'backtest_trades',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => backtestRuns.id, { onDelete: 'cascade' }),
    n: integer('n').notNull(),
    trade: jsonb('trade').$type<BacktestTrade>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.n] })],
)

/** Series travel and rest as columns: one row a run. `ts` in UTC milliseconds. */
export const backtestEquity = pgTable('backtest_equity', {
  runId: uuid('run_id')
    .primaryKey()
    .references(() => backtestRuns.id, { onDelete: 'cascade' }),
  ts: doublePrecision('ts').array().notNull(),
  equity: doublePrecision('equity').array().notNull(),
  drawdown: doublePrecision('drawdown').array().notNull(),
  exposure: doublePrecision('exposure').array().notNull(),
})
