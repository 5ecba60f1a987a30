import { doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { runStates } from '#lib/contracts/backtests.ts'
import {
  type OptimisationRequest,
  type OptimisationResult,
  type TrialFigures,
  trialStates,
} from '#lib/contracts/optimisations.ts'
import type { Parameters } from '#lib/contracts/studies.ts'
import { createdAt, instantColumn, ownedColumns } from './columns.ts'

export const optimisations = pgTable(
  'optimisations',
  {
    id: uuid('id').primaryKey(),
    jobId: uuid('job_id'),
    ...ownedColumns,
    request: jsonb('request').$type<OptimisationRequest>().notNull(),
    state: text('state', { enum: runStates }).notNull(),
    manifest: jsonb('manifest').$type<Record<string, unknown>>(),
    result: jsonb('result').$type<OptimisationResult>(),
    computeMs: doublePrecision('compute_ms'),
    createdAt,
    finishedAt: instantColumn('finished_at'),
  },
  (t) => [index('optimisations_created').on(t.createdAt, t.id)],
)

/** Every trial that was run, written as it ends: a study that was killed goes on from here. */
export const optimisationTrials = pgTable(
  'optimisation_trials',
  {
    optimisationId: uuid('optimisation_id')
      .notNull()
      .references(() => optimisations.id, { onDelete: 'cascade' }),
    n: integer('n').notNull(),
    params: jsonb('params').$type<Parameters>().notNull(),
    state: text('state', { enum: trialStates }).notNull(),
    values: jsonb('values').$type<(number | null)[]>().notNull(),
    figures: jsonb('figures').$type<TrialFigures>(),
    note: text('note'),
    /** First objective on the first third of the bars, for pruning; how far the constraints are broken. */
    early: doublePrecision('early'),
    violation: doublePrecision('violation').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.optimisationId, t.n] })],
)
