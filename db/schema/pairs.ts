import { sql } from 'drizzle-orm'
import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { runStates } from '#lib/contracts/backtests.ts'
import type { ScanRequest, ScanRow } from '#lib/contracts/pairs.ts'
import { sides } from '#lib/contracts/strategy.ts'
import { createdAt, instantColumn, ownedColumns } from './columns.ts'
import { series } from './instruments.ts'

export const scanRuns = pgTable(
  'scan_runs',
  {
    id: uuid('id').primaryKey(),
    jobId: uuid('job_id'),
    ...ownedColumns,
    request: jsonb('request').$type<ScanRequest>().notNull(),
    state: text('state', { enum: runStates }).notNull(),
    symbols: integer('symbols').notNull().default(0),
    tested: integer('tested').notNull().default(0),
    pairs: integer('pairs').notNull().default(0),
    kept: integer('kept').notNull().default(0),
    expectedByChance: doublePrecision('expected_by_chance').notNull().default(0),
    expectedFalse: doublePrecision('expected_false').notNull().default(0),
    /** Twenty counts of p between 0 and 1. */
    histogram: integer('histogram').array().notNull().default(sql`'{}'`),
    firstTs: instantColumn('first_ts'),
    lastTs: instantColumn('last_ts'),
    bars: integer('bars').notNull().default(0),
    computeMs: doublePrecision('compute_ms').notNull().default(0),
    createdAt,
    finishedAt: instantColumn('finished_at'),
  },
  (t) => [index('scan_runs_created').on(t.createdAt, t.id)],
)

/** One tested pair of a scan; seen by whoever may see the scan. */
export const scanRows = pgTable(
  'scan_rows',
  {
    scanId: uuid('scan_id')
      .notNull()
      .references(() => scanRuns.id, { onDelete: 'cascade' }),
    /** Rank: kept first, then by q, then p: the order of the table. */
    n: integer('n').notNull(),
    y: text('y').notNull(),
    x: text('x').notNull(),
    p: doublePrecision('p'),
    q: doublePrecision('q'),
    kept: boolean('kept').notNull(),
    row: jsonb('row').$type<ScanRow>().notNull(),
    /** About a hundred residual z-scores over the window, for the sparkline. */
    spark: real('spark').array(),
  },
  (t) => [primaryKey({ columns: [t.scanId, t.n] })],
)

/** A pair somebody watches. Its hedge ratio and parameters were fixed when the watch began. */
export const pairs = pgTable(
  'pairs',
  {
    id: uuid('id').primaryKey(),
    ...ownedColumns,
    ySeriesId: integer('y_series_id')
      .notNull()
      .references(() => series.id),
    xSeriesId: integer('x_series_id')
      .notNull()
      .references(() => series.id),
    y: text('y').notNull(),
    x: text('x').notNull(),
    venue: text('venue').notNull(),
    strategy: text('strategy').notNull(),
    params: jsonb('params').$type<Record<string, unknown>>().notNull(),
    scanId: uuid('scan_id').references(() => scanRuns.id, { onDelete: 'set null' }),
    /** What the test said when the watch began. */
    statistics: jsonb('statistics').$type<ScanRow>(),
    /** Bars up to here were used to choose the pair; from here it is watched. */
    formedAt: instantColumn('formed_at').notNull(),
    watching: boolean('watching').notNull().default(true),
    createdAt,
  },
  (t) => [
    uniqueIndex('pairs_owner_series').on(t.ownerId, t.ySeriesId, t.xSeriesId),
    index('pairs_created').on(t.createdAt, t.id),
  ],
)

/** Where a watched pair stands after its last bar; the strategy goes on from `saved` after a restart. */
export const pairState = pgTable('pair_state', {
  pairId: uuid('pair_id')
    .primaryKey()
    .references(() => pairs.id, { onDelete: 'cascade' }),
  barTs: instantColumn('bar_ts').notNull(),
  side: text('side', { enum: sides }).notNull(),
  enteredAt: instantColumn('entered_at'),
  z: doublePrecision('z'),
  spread: doublePrecision('spread'),
  mean: doublePrecision('mean'),
  sd: doublePrecision('sd'),
  beta: doublePrecision('beta'),
  /** Of the spread: distance of its last change in robust deviations, trend strength, volatility a year. */
  anomaly: doublePrecision('anomaly'),
  trend: doublePrecision('trend'),
  volatility: doublePrecision('volatility'),
  /** Of the returns of the legs over the window. */
  correlation: doublePrecision('correlation'),
  /** The last 120 z-scores, for the sparkline. */
  recent: real('recent').array().notNull().default(sql`'{}'`),
  saved: jsonb('saved').$type<unknown>().notNull(),
  updatedAt: instantColumn('updated_at').notNull(),
})
