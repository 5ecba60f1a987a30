import { doublePrecision, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { runStates } from '#lib/contracts/backtests.ts'
import type { RegimeRequest, StoredRegimes } from '#lib/contracts/regimes.ts'
import { createdAt, instantColumn, ownedColumns } from './columns.ts'

/** Regimes of a market as one detector told them, bar by bar; the history rests as columns. */
export const regimeRuns = pgTable(
  'regime_runs',
  {
    id: uuid('id').primaryKey(),
    jobId: uuid('job_id'),
    ...ownedColumns,
    request: jsonb('request').$type<RegimeRequest>().notNull(),
    state: text('state', { enum: runStates }).notNull(),
    manifest: jsonb('manifest').$type<Record<string, unknown>>(),
    result: jsonb('result').$type<StoredRegimes>(),
    /** UTC milliseconds, index of the regime, its filtered probability, level of the market. */
    historyTs: doublePrecision('history_ts').array(),
    historyRegime: doublePrecision('history_regime').array(),
    historyProbability: doublePrecision('history_probability').array(),
    historyLevel: doublePrecision('history_level').array(),
    computeMs: doublePrecision('compute_ms'),
    createdAt,
    finishedAt: instantColumn('finished_at'),
  },
  (t) => [index('regime_runs_created').on(t.createdAt, t.id)],
)
