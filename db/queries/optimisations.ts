import { and, asc, eq, gt } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { optimisations, optimisationTrials } from '../schema/optimisations.ts'
import { storedRuns } from './runs.ts'

export type OptimisationRow = typeof optimisations.$inferSelect
export type TrialRow = typeof optimisationTrials.$inferSelect

export const { list: listOptimisations, find: findOptimisation, insert: insertOptimisation } = storedRuns(optimisations)

/** Trials in the order they were run, behind number `after`. The caller has checked that the run may be seen. */
export function readTrials(db: Queryable, optimisationId: string, after = -1, limit = 100_000): Promise<TrialRow[]> {
  return db
    .select()
    .from(optimisationTrials)
    .where(and(eq(optimisationTrials.optimisationId, optimisationId), gt(optimisationTrials.n, after)))
    .orderBy(asc(optimisationTrials.n))
    .limit(limit)
}
