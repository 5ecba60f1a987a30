import { boolean, doublePrecision, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { type Job, jobStates, type Schedule } from '#lib/contracts/jobs.ts'
import { createdAt, instantColumn, ownedColumns } from './columns.ts'
import type { Same } from './same.ts'

/** What people see of a job. The queue itself is pg-boss's; `attempt` is the fence against a stale worker. */
export const jobs = pgTable(
  'jobs',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').notNull(),
    state: text('state', { enum: jobStates }).notNull().default('queued'),
    progress: doublePrecision('progress').notNull().default(0),
    phase: text('phase').notNull().default(''),
    done: integer('done').notNull().default(0),
    total: integer('total').notNull().default(0),
    attempt: integer('attempt').notNull().default(0),
    payload: jsonb('payload').$type<unknown>().notNull(),
    result: jsonb('result').$type<unknown>(),
    error: jsonb('error').$type<{ code: string; message: string; hint: string | null }>(),
    cancelRequested: boolean('cancel_requested').notNull().default(false),
    ...ownedColumns,
    createdAt,
    startedAt: instantColumn('started_at'),
    finishedAt: instantColumn('finished_at'),
  },
  (t) => [index('jobs_created').on(t.createdAt, t.id), index('jobs_state').on(t.state)],
)

export const schedules = pgTable(
  'schedules',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    cron: text('cron').notNull(),
    timeZone: text('time_zone').notNull(),
    jobKind: text('job_kind').notNull(),
    payload: jsonb('payload').$type<unknown>().notNull(),
    enabled: boolean('enabled').notNull().default(true),
    ...ownedColumns,
    createdAt,
    lastRunAt: instantColumn('last_run_at'),
  },
  (t) => [uniqueIndex('schedules_owner_name').on(t.ownerId, t.name)],
)

export const jobRowIsContract: Same<typeof jobs.$inferSelect, Job> = true
export const scheduleRowIsContract: Same<typeof schedules.$inferSelect, Schedule> = true
