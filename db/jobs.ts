import { and, eq, inArray, sql } from 'drizzle-orm'
import { fromDrizzle, type JobWithMetadata, PgBoss } from 'pg-boss'
import type { Visibility } from '#lib/contracts/common.ts'
import { type Job, type JobKind, type JobPayload, jobKinds, jobPayloads } from '#lib/contracts/jobs.ts'
import { Fault, faultFromZod } from '#lib/fault.ts'
import { type Connection, connect, type Queryable } from './client.ts'
import { newId } from './ids.ts'
import { publish } from './outbox.ts'
import { jobs, schedules } from './schema/jobs.ts'
import { endedBy, type OnEnd, settle, settleLost } from './settle.ts'

export interface NewJob {
  readonly kind: JobKind
  readonly payload: unknown
  readonly ownerId: string
  readonly visibility: Visibility
  readonly id?: string
}

/** The side that gives out work: enqueue and cancel, in the caller's transaction. */
export interface JobQueue {
  enqueue(tx: Queryable, job: NewJob): Promise<{ id: string }>
  /** A waiting job is cancelled at once, a running one is told to stop (within two seconds). */
  cancel(id: string): Promise<void>
  /** Starts (or moves) a schedule that stands in `schedules`. */
  schedule(id: string): Promise<void>
  unschedule(id: string): Promise<void>
  close(): Promise<void>
}

/** What a handler is given. */
export interface JobRun<K extends JobKind = JobKind> {
  readonly id: string
  readonly payload: JobPayload<K>
  readonly ownerId: string
  readonly visibility: Visibility
  readonly attempt: number
  /** Aborts on cancel, on shutdown, and when another worker has taken the job over. */
  readonly signal: AbortSignal
  /** At most four times a second reach the table and the watchers; the last one always does. */
  progress(done: number, total: number, phase: string): void
}

/** The handler computes; what it returns is written in one transaction, only if the job is still this attempt's. */
export type JobHandler<K extends JobKind> = (run: JobRun<K>) => Promise<(tx: Queryable) => Promise<unknown>>
export type JobHandlers = { [K in JobKind]: JobHandler<K> }

/** How often a job whose worker died or whose attempt failed is tried again, and how long one attempt may take. */
export const jobPolicies: Record<JobKind, { retryLimit: number; expireInSeconds: number }> = {
  scan: { retryLimit: 3, expireInSeconds: 21_600 },
  backtest: { retryLimit: 3, expireInSeconds: 21_600 },
  walkforward: { retryLimit: 3, expireInSeconds: 21_600 },
  optimisation: { retryLimit: 3, expireInSeconds: 21_600 },
  regimes: { retryLimit: 3, expireInSeconds: 21_600 },
  account: { retryLimit: 3, expireInSeconds: 21_600 },
  adaptive: { retryLimit: 3, expireInSeconds: 21_600 },
  nap: { retryLimit: 3, expireInSeconds: 3_600 },
  cleanup: { retryLimit: 1, expireInSeconds: 3_600 },
}

const scheduledQueue = 'scheduled'
const lostEveryMs = 3_000
const queueOptions = { notify: true, heartbeatSeconds: 10, retryDelay: 0 }

async function startBoss(
  url: string,
  options: { consumer: boolean; onError: (error: unknown) => void },
): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    max: options.consumer ? 6 : 3,
    application_name: 'titan-jobs',
    useListenNotify: options.consumer,
    supervise: options.consumer,
    schedule: options.consumer,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
  })
  boss.on('error', options.onError)
  await boss.start()
  for (const kind of jobKinds) await boss.createQueue(kind, { ...queueOptions, ...jobPolicies[kind] })
  await boss.createQueue(scheduledQueue, queueOptions)
  return boss
}

/** The queue as web, gateway and CLI use it. */
export async function createQueue(
  url: string,
  { onEnd, onError = () => {} }: Pick<ConsumerOptions, 'onEnd' | 'onError'> = {},
): Promise<JobQueue> {
  const connection = connect(url, { max: 2, name: 'titan-queue' })
  const boss = await startBoss(url, { consumer: false, onError })
  return {
    ...producer(boss, connection, onEnd),
    async close() {
      await boss.stop({ graceful: false, close: true })
      await connection.close()
    },
  }
}

function producer(boss: PgBoss, connection: Connection, onEnd: OnEnd | undefined): Omit<JobQueue, 'close'> {
  return {
    async enqueue(tx, { kind, payload, ownerId, visibility, id = newId() }) {
      const parsed = jobPayloads[kind].safeParse(payload)
      if (!parsed.success) throw faultFromZod(parsed.error, `The ${kind} job`)
      await tx.insert(jobs).values({ id, kind, payload: parsed.data, ownerId, visibility })
      await boss.send(kind, { jobId: id }, { id, db: fromDrizzle(tx as never, sql as never) })
      await publish(tx, [
        {
          stream: 'jobs',
          key: id,
          ownerId,
          visibility,
          payload: { id, kind, state: 'queued', progress: 0, phase: '', done: 0, total: 0, error: null },
        },
      ])
      return { id }
    },
    async cancel(id) {
      const [row] = await connection.db.update(jobs).set({ cancelRequested: true }).where(eq(jobs.id, id)).returning()
      if (!row) throw new Fault('missing', `There is no job ${id}`)
      if (row.state === 'queued')
        await settle(connection, row, row.attempt, 'cancelled', { write: endedBy(onEnd, row, 'cancelled') })
      if (row.state === 'queued' || row.state === 'running') await boss.cancel(row.kind, id)
    },
    async schedule(id) {
      const [row] = await connection.db.select().from(schedules).where(eq(schedules.id, id))
      if (!row) throw new Fault('missing', `There is no schedule ${id}`)
      if (!row.enabled) return void (await boss.unschedule(scheduledQueue, id))
      try {
        await boss.schedule(scheduledQueue, row.cron, { scheduleId: id }, { tz: row.timeZone, key: id })
      } catch (cause) {
        throw new Fault('input', `The schedule cannot run: ${(cause as Error).message}`, {
          hint: 'Five cron fields, such as "30 22 * * 1-5", and an IANA time zone',
          cause,
        })
      }
    },
    async unschedule(id) {
      await boss.unschedule(scheduledQueue, id)
    },
  }
}

export interface Consumer extends JobQueue {
  readonly running: () => number
}

export interface ConsumerOptions {
  readonly handlers: JobHandlers
  /** Jobs of one kind at a time in this process. */
  readonly concurrency?: number
  /** Called when a job fails or is cancelled, in the transaction that says so. */
  readonly onEnd?: OnEnd
  /** Called when a schedule gives out a job, in the transaction that queues it. */
  readonly onQueue?: (tx: Queryable, job: NewJob & { readonly id: string }) => Promise<void>
  readonly onError?: (error: unknown) => void
}

/**
 * The side that does the work. A worker that dies stops its heart-beat and the job is taken over (about 12 s); what a
 * stale worker computed is not written, because its attempt number no longer stands in the row.
 */
export async function consumeJobs(
  url: string,
  { handlers, concurrency = 1, onEnd, onQueue, onError = () => {} }: ConsumerOptions,
): Promise<Consumer> {
  const connection = connect(url, { max: 4, name: 'titan-worker' })
  const boss = await startBoss(url, { consumer: true, onError })
  let active = 0
  const ended = (job: Pick<Job, 'id' | 'kind'>, state: 'failed' | 'cancelled') => endedBy(onEnd, job, state)

  const attemptOne = async <K extends JobKind>(
    kind: K,
    delivered: JobWithMetadata<{ jobId: string }>,
  ): Promise<void> => {
    const attempt = delivered.retryCount + 1
    const { jobId } = delivered.data
    const [row] = await connection.db
      .update(jobs)
      .set({ state: 'running', attempt, startedAt: sql`coalesce(${jobs.startedAt}, now())` })
      .where(and(eq(jobs.id, jobId), inArray(jobs.state, ['queued', 'running'])))
      .returning()
    if (!row) return
    const stop = async (state: 'failed' | 'cancelled', error: Job['error']) =>
      void (await settle(connection, row, attempt, state, { write: ended(row, state), error }))
    if (row.cancelRequested) return stop('cancelled', null)
    const parsed = jobPayloads[kind].safeParse(row.payload)
    if (!parsed.success) return stop('failed', errorOf(faultFromZod(parsed.error, `The ${kind} job`)))

    const report = progressReporter(connection, row, attempt, onError)
    try {
      const write = await handlers[kind]({
        id: jobId,
        payload: parsed.data as JobPayload<K>,
        ownerId: row.ownerId,
        visibility: row.visibility,
        attempt,
        signal: delivered.signal,
        progress: report.progress,
      })
      await report.flush()
      delivered.signal.throwIfAborted()
      await settle(connection, row, attempt, 'done', { write })
    } catch (error) {
      await report.flush()
      const [now] = await connection.db.select({ cancel: jobs.cancelRequested }).from(jobs).where(eq(jobs.id, jobId))
      if (now?.cancel) return stop('cancelled', null)
      if (delivered.signal.aborted) throw error
      const final = error instanceof Fault && error.next === 'fix'
      if (final || delivered.retryCount >= jobPolicies[kind].retryLimit) return stop('failed', errorOf(error))
      onError(error)
      throw error
    }
  }

  for (const kind of jobKinds) {
    await boss.work<{ jobId: string }>(
      kind,
      {
        pollingIntervalSeconds: 0.5,
        notifyPollingIntervalSeconds: 1,
        heartbeatRefreshSeconds: 1,
        localConcurrency: concurrency,
        includeMetadata: true,
      },
      async ([job]) => {
        active += 1
        try {
          await attemptOne(kind, job as JobWithMetadata<{ jobId: string }>)
        } finally {
          active -= 1
        }
      },
    )
  }
  const queue = producer(boss, connection, onEnd)
  await boss.work<{ scheduleId: string }>(scheduledQueue, { pollingIntervalSeconds: 1 }, async ([{ data }]) => {
    await connection.db.transaction(async (tx) => {
      const [row] = await tx
        .update(schedules)
        .set({ lastRunAt: new Date() })
        .where(and(eq(schedules.id, data.scheduleId), eq(schedules.enabled, true)))
        .returning()
      if (!row) return
      const { payload, ownerId, visibility } = row
      const job = { id: newId(), kind: row.jobKind as JobKind, payload, ownerId, visibility }
      await queue.enqueue(tx, job)
      await onQueue?.(tx, job)
    })
  })
  const sweeping = setInterval(() => void settleLost(connection, onEnd).catch(onError), lostEveryMs)

  return {
    ...queue,
    running: () => active,
    async close() {
      clearInterval(sweeping)
      await boss.stop({ graceful: true, timeout: 3_000, close: true })
      await connection.close()
    },
  }
}

const errorOf = (error: unknown): NonNullable<Job['error']> =>
  error instanceof Fault
    ? {
        code: error.kind === 'input' ? 'BAD_USER_INPUT' : error.kind.toUpperCase(),
        message: error.message,
        hint: error.hint ?? null,
      }
    : { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error), hint: null }

function progressReporter(connection: Connection, row: Job, attempt: number, onError: (error: unknown) => void) {
  let latest: { done: number; total: number; phase: string } | null = null
  let writing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null
  let lastAt = 0

  const write = () => {
    timer = null
    const it = latest
    latest = null
    if (!it) return
    lastAt = Date.now()
    const progress = it.total > 0 ? Math.min(1, it.done / it.total) : 0
    writing = connection.db
      .transaction(async (tx) => {
        const mine = await tx
          .update(jobs)
          .set({ done: it.done, total: it.total, phase: it.phase, progress })
          .where(and(eq(jobs.id, row.id), eq(jobs.attempt, attempt), eq(jobs.state, 'running')))
          .returning({ id: jobs.id })
        if (mine.length > 0) {
          await publish(tx, [
            {
              stream: 'jobs',
              key: row.id,
              ownerId: row.ownerId,
              visibility: row.visibility,
              payload: {
                id: row.id,
                kind: row.kind,
                state: 'running',
                progress,
                phase: it.phase,
                done: it.done,
                total: it.total,
                error: null,
              },
            },
          ])
        }
      })
      .catch(onError)
  }
  return {
    progress(done: number, total: number, phase: string) {
      latest = { done, total, phase }
      timer ??= setTimeout(write, Math.max(0, lastAt + 250 - Date.now()))
    },
    async flush() {
      if (timer) clearTimeout(timer)
      await writing
      write()
      await writing
    },
  }
}
