import { doublePrecision, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { runStates } from '#lib/contracts/backtests.ts'
import type { StudyResult, WalkForwardRequest } from '#lib/contracts/studies.ts'
import { createdAt, instantColumn, ownedColumns } from './columns.ts'

/** Walk-forward runs. The stitched track rests as columns, the rest of the result as one document. */
export const walkForwards = pgTable(
  'walk_forwards',
  {
    id: uuid('id').primaryKey(),
    jobId: uuid('job_id'),
    ...ownedColumns,
    request: jsonb('request').$type<WalkForwardRequest>().notNull(),
    state: text('state', { enum: runStates }).notNull(),
    manifest: jsonb('manifest').$type<Record<string, unknown>>(),
    result: jsonb('result').$type<StudyResult>(),
    /** UTC milliseconds, return of the bar, number of the fold: one entry a bar out of sample. */
    trackTs: doublePrecision('track_ts').array(),
    trackReturns: doublePrecision('track_returns').array(),
    trackFold: doublePrecision('track_fold').array(),
    computeMs: doublePrecision('compute_ms'),
    createdAt,
    finishedAt: instantColumn('finished_at'),
  },
  (t) => [index('walk_forwards_created').on(t.createdAt, t.id)],
)
