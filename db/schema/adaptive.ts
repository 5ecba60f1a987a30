import { doublePrecision, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { AdaptiveRequest, StoredAdaptive } from '#lib/contracts/adaptive.ts'
import { runStates } from '#lib/contracts/backtests.ts'
import { createdAt, instantColumn, ownedColumns } from './columns.ts'

/** Studies of parameters by regime. Both tracks rest as columns, the rest of the result as one document. */
export const adaptiveStudies = pgTable(
  'adaptive_studies',
  {
    id: uuid('id').primaryKey(),
    jobId: uuid('job_id'),
    ...ownedColumns,
    request: jsonb('request').$type<AdaptiveRequest>().notNull(),
    state: text('state', { enum: runStates }).notNull(),
    manifest: jsonb('manifest').$type<Record<string, unknown>>(),
    result: jsonb('result').$type<StoredAdaptive>(),
    /** UTC milliseconds, returns with the sets and with the common one, regime told, number of the fold: one entry a bar. */
    trackTs: doublePrecision('track_ts').array(),
    trackByRegime: doublePrecision('track_by_regime').array(),
    trackByCommon: doublePrecision('track_by_common').array(),
    trackRegime: doublePrecision('track_regime').array(),
    trackFold: doublePrecision('track_fold').array(),
    computeMs: doublePrecision('compute_ms'),
    createdAt,
    finishedAt: instantColumn('finished_at'),
  },
  (t) => [index('adaptive_studies_created').on(t.createdAt, t.id)],
)
