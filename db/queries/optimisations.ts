import { and, asc, eq, gt } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { optimisations, optimisationTrials } from '../schema/optimisations.ts'
import { newestPage, type PageRequest } from './page.ts'
import { type Eyes, visibleTo } from './visible.ts'

export type OptimisationRow = typeof optimisations.$inferSelect
export type TrialRow = typeof optimisationTrials.$inferSelect

export async function listOptimisations(db: Queryable, eyes: Eyes, request: PageRequest) {
  const filter = visibleTo(eyes, optimisations)
  return newestPage(optimisations, request, {
    filter,
    read: (where, order, limit) =>
      db
        .select()
        .from(optimisations)
        .where(where)
        .orderBy(...order)
        .limit(limit),
    count: () => db.$count(optimisations, filter),
  })
}

export async function findOptimisation(db: Queryable, eyes: Eyes, id: string): Promise<OptimisationRow | null> {
  const [row] = await db
    .select()
    .from(optimisations)
    .where(and(eq(optimisations.id, id), visibleTo(eyes, optimisations)))
  return row ?? null
}

export async function insertOptimisation(
  db: Queryable,
  row: typeof optimisations.$inferInsert,
): Promise<OptimisationRow> {
  const [made] = await db.insert(optimisations).values(row).returning()
  return made
}

/** Trials in the order they were run, behind number `after`. The caller has checked that the run may be seen. */
export function readTrials(db: Queryable, optimisationId: string, after = -1, limit = 100_000): Promise<TrialRow[]> {
  return db
    .select()
    .from(optimisationTrials)
    .where(and(eq(optimisationTrials.optimisationId, optimisationId), gt(optimisationTrials.n, after)))
    .orderBy(asc(optimisationTrials.n))
    .limit(limit)
}
