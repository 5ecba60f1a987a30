import { z } from 'zod'
import { newId } from '#db/ids.ts'
import {
  deleteSchedule,
  findJob,
  findOwnJob,
  findSchedule,
  insertSchedule,
  type JobRow,
  listJobs,
  listSchedules,
  type ScheduleRow,
} from '#db/queries/jobs.ts'
import { visibility } from '#lib/contracts/common.ts'
import { jobKinds, jobPayloads, schedule } from '#lib/contracts/jobs.ts'
import { Fault } from '#lib/fault.ts'
import { builder, read, research } from '../builder.ts'
import { connectionOf, toConnection } from '../connection.ts'
import { hubOf, queueOf, viewerOf } from '../context.ts'
import { inputOf, parseInput } from '../inputs.ts'
import { nobody, UserType } from './accounts.ts'
import { findable, idOf, isId, NodeInterface } from './node.ts'
import { JobStateEnum } from './scalars.ts'

const JobErrorType = builder.objectRef<NonNullable<JobRow['error']>>('JobError').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    message: t.exposeString('message'),
    hint: t.exposeString('hint', { nullable: true }),
  }),
})

export const JobType = builder.objectRef<JobRow>('Job').implement({
  description: 'Long work: queued, running, then done, failed or cancelled.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    kind: t.exposeString('kind'),
    owner: t.field({
      type: UserType,
      resolve: async ({ ownerId }, _, { load }) => (await load.user(ownerId)) ?? nobody(ownerId),
    }),
    state: t.expose('state', { type: JobStateEnum }),
    progress: t.exposeFloat('progress', { description: '0 to 1.' }),
    phase: t.exposeString('phase', { description: 'What it is doing, in words.' }),
    done: t.exposeInt('done'),
    total: t.exposeInt('total'),
    attempt: t.exposeInt('attempt'),
    payload: t.expose('payload', { type: 'JSON' }),
    result: t.expose('result', { type: 'JSON', nullable: true }),
    error: t.expose('error', { type: JobErrorType, nullable: true }),
    cancelRequested: t.exposeBoolean('cancelRequested'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
  }),
})
findable('Job', (context, id) => findJob(context.house.connection.db, viewerOf(context), id))

const JobConnection = connectionOf('Job', JobType)
builder.queryField('jobs', (t) =>
  t.field({
    type: JobConnection,
    authScopes: read,
    description: 'Newest first.',
    args: {
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
      state: t.arg({ type: JobStateEnum }),
      kind: t.arg.string(),
    },
    resolve: async (_, args, context) =>
      toConnection(await listJobs(context.house.connection.db, viewerOf(context), args), (row) => row),
  }),
)

builder.queryField('job', (t) =>
  t.field({
    type: JobType,
    nullable: true,
    authScopes: read,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, { id }, context) => (isId(id) ? findJob(context.house.connection.db, viewerOf(context), id) : null),
  }),
)

builder.mutationField('cancelJob', (t) =>
  t.field({
    type: JobType,
    authScopes: research,
    description: 'A waiting job ends at once, a running one within two seconds. One that has ended stays as it is.',
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, context) => {
      const viewer = viewerOf(context)
      const { db } = context.house.connection
      if (!isId(id) || !(await findOwnJob(db, viewer, id))) throw new Fault('missing', 'There is no such job of yours')
      await queueOf(context).cancel(id)
      context.house.hub?.touch('jobs', 'runs')
      const row = await findJob(db, viewer, id)
      if (!row) throw new Fault('missing', 'There is no such job of yours')
      return row
    },
  }),
)

export const ScheduleType = builder.objectRef<ScheduleRow>('Schedule').implement({
  description: 'A job that is started again and again, by cron in a time zone.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    name: t.exposeString('name'),
    cron: t.exposeString('cron'),
    timeZone: t.exposeString('timeZone'),
    jobKind: t.exposeString('jobKind'),
    payload: t.expose('payload', { type: 'JSON' }),
    enabled: t.exposeBoolean('enabled'),
    lastRunAt: t.expose('lastRunAt', { type: 'DateTime', nullable: true }),
  }),
})
findable('Schedule', (context, id) => findSchedule(context.house.connection.db, viewerOf(context), id))

builder.queryField('schedules', (t) =>
  t.field({
    type: [ScheduleType],
    authScopes: read,
    resolve: (_, __, context) => listSchedules(context.house.connection.db, viewerOf(context)),
  }),
)

const newSchedule = z.object({
  name: schedule.shape.name,
  cron: schedule.shape.cron.describe('Five fields, such as `30 22 * * 1-5`.'),
  timeZone: schedule.shape.timeZone.default('UTC').describe('IANA name, such as `Europe/Berlin`.'),
  jobKind: z.enum(jobKinds),
  payload: z.unknown(),
  enabled: z.boolean().default(true),
  visibility: visibility.default('private'),
})

builder.mutationField('createSchedule', (t) =>
  t.field({
    type: ScheduleType,
    authScopes: research,
    args: { input: t.arg({ type: inputOf(newSchedule, 'ScheduleInput'), required: true }) },
    resolve: async (_, { input }, context) => {
      const viewer = viewerOf(context)
      const { db } = context.house.connection
      const wanted = parseInput(newSchedule, input)
      parseInput(jobPayloads[wanted.jobKind], wanted.payload ?? {}, `The ${wanted.jobKind} job`)
      const row = await insertSchedule(db, {
        ...wanted,
        payload: wanted.payload ?? {},
        id: newId(),
        ownerId: viewer.userId,
      })
      if (!row) throw new Fault('conflict', `You already have a schedule named ${wanted.name}`)
      try {
        await queueOf(context).schedule(row.id)
      } catch (error) {
        await deleteSchedule(db, viewer, row.id)
        throw error
      }
      return row
    },
  }),
)

builder.mutationField('deleteSchedule', (t) =>
  t.boolean({
    authScopes: research,
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, context) => {
      const found = await deleteSchedule(context.house.connection.db, viewerOf(context), idOf(id))
      if (!found) throw new Fault('missing', 'There is no such schedule of yours')
      await queueOf(context).unschedule(id)
      return true
    },
  }),
)

const ended = new Set(['done', 'failed', 'cancelled'])

builder.subscriptionField('jobProgress', (t) =>
  t.field({
    type: JobType,
    authScopes: read,
    description: 'Where the job stands now, then every change, until it has ended.',
    args: { id: t.arg.id({ required: true }) },
    subscribe: async (_, { id }, context) => {
      const viewer = viewerOf(context)
      const { db } = context.house.connection
      const row = isId(id) ? await findJob(db, viewer, id) : null
      if (!row) throw new Fault('missing', 'There is no such job')
      const hub = hubOf(context)
      return hub.source({
        stream: 'jobs',
        keys: new Set([id]),
        isLast: ({ payload }) => ended.has(payload.state),
        snapshot: async () => {
          const now = await findJob(db, viewer, id)
          if (!now) return null
          const { kind, state, progress, phase, done, total, error, ownerId, visibility } = now
          const payload = { id, kind, state, progress, phase, done, total, error }
          return { pos: hub.head, stream: 'jobs', key: id, payload, ownerId, visibility, at: new Date() }
        },
      })
    },
    // The row, not the event: read later, it is never behind what was shown before.
    resolve: async ({ key }, _, { load }) => {
      const row = await load.job(key)
      if (!row) throw new Fault('missing', 'The job is gone')
      return row
    },
  }),
)
