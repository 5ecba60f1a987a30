import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { JobState } from '#lib/contracts/jobs.ts'
import type { Queryable } from '../client.ts'
import { jobs, schedules } from '../schema/jobs.ts'
import { newestPage, type PageRequest } from './page.ts'
import { all, type Eyes, ownedBy, visibleTo } from './visible.ts'

export type JobRow = typeof jobs.$inferSelect
export type ScheduleRow = typeof schedules.$inferSelect

export async function listJobs(
  db: Queryable,
  eyes: Eyes,
  request: PageRequest & { state?: JobState | null; kind?: string | null },
) {
  const filter = all(
    visibleTo(eyes, jobs),
    request.state && eq(jobs.state, request.state),
    request.kind && eq(jobs.kind, request.kind),
  )
  return newestPage(jobs, request, {
    filter,
    read: (where, order, limit) =>
      db
        .select()
        .from(jobs)
        .where(where)
        .orderBy(...order)
        .limit(limit),
    count: () => db.$count(jobs, filter),
  })
}

export async function findJob(db: Queryable, eyes: Eyes, id: string): Promise<JobRow | null> {
  const [row] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, id), visibleTo(eyes, jobs)))
  return row ?? null
}

/** A job this person may cancel. */
export async function findOwnJob(db: Queryable, eyes: Eyes, id: string): Promise<JobRow | null> {
  const [row] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, id), ownedBy(eyes, jobs)))
  return row ?? null
}

/** Jobs by id, seen or not: for fields of rows whose visibility was checked, such as the job of a scan. */
export async function jobsById(db: Queryable, ids: readonly string[]): Promise<Map<string, JobRow>> {
  const rows = await db
    .select()
    .from(jobs)
    .where(inArray(jobs.id, [...ids]))
  return new Map(rows.map((row) => [row.id, row]))
}

export function listSchedules(db: Queryable, eyes: Eyes): Promise<ScheduleRow[]> {
  return db.select().from(schedules).where(visibleTo(eyes, schedules)).orderBy(asc(schedules.name)).limit(500)
}

/** Null: this person already has a schedule of that name. */
export async function insertSchedule(db: Queryable, row: typeof schedules.$inferInsert): Promise<ScheduleRow | null> {
  const [made] = await db.insert(schedules).values(row).onConflictDoNothing().returning()
  return made ?? null
}

export async function deleteSchedule(db: Queryable, eyes: Eyes, id: string): Promise<boolean> {
  const rows = await db
    .delete(schedules)
    .where(and(eq(schedules.id, id), ownedBy(eyes, schedules)))
    .returning({ id: schedules.id })
  return rows.length > 0
}

export async function findSchedule(db: Queryable, eyes: Eyes, id: string): Promise<ScheduleRow | null> {
  const [row] = await db
    .select()
    .from(schedules)
    .where(and(eq(schedules.id, id), visibleTo(eyes, schedules)))
  return row ?? null
}

export async function countRunningJobs(db: Queryable, eyes: Eyes): Promise<number> {
  return db.$count(jobs, all(visibleTo(eyes, jobs), sql`${jobs.state} in ('queued', 'running')`))
}
