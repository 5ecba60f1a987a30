import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { PgBoss } from 'pg-boss'
import { afterAll, expect, test } from 'vitest'
import { Fault } from '#lib/fault.ts'
import { newId } from './ids.ts'
import { consumeJobs, createQueue, type JobHandlers } from './jobs.ts'
import { jobs, outbox, schedules } from './schema/index.ts'
import { testDatabase, testUser } from './testing/database.ts'

const connection = await testDatabase()
const owner = await testUser(connection, 'researcher')
const queue = await createQueue(connection.url)
const children: ChildProcess[] = []
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await queue.close()
})

const napping: JobHandlers['nap'] = async ({ payload, signal, progress }) => {
  const steps = 20
  for (let i = 0; i < steps; i++) {
    await sleep(payload.ms / steps, undefined, { signal })
    progress(i + 1, steps, 'sleeping')
  }
  return async () => ({ slept: payload.ms })
}
const refuse = async (): Promise<never> => {
  throw new Fault('input', 'No such symbol: QQQQ', { hint: 'titan data list' })
}
const handlers: JobHandlers = {
  nap: napping,
  scan: refuse,
  backtest: refuse,
  walkforward: refuse,
  optimisation: refuse,
  regimes: refuse,
  account: refuse,
  adaptive: refuse,
  cleanup: refuse,
}
const add = (kind: 'nap' | 'scan', payload: unknown) =>
  connection.db.transaction((tx) => queue.enqueue(tx, { kind, payload, ownerId: owner.id, visibility: 'private' }))
const row = async (id: string) => (await connection.db.select().from(jobs).where(eq(jobs.id, id)))[0]
const until = async (id: string, state: string, withinMs: number) => {
  const started = Date.now()
  while ((await row(id)).state !== state) {
    if (Date.now() - started > withinMs)
      throw new Error(`${id} is ${(await row(id)).state}, not ${state}, after ${withinMs} ms`)
    await sleep(50)
  }
  return { job: await row(id), ms: Date.now() - started }
}

test('a job runs, shows progress and leaves its result; a bad one fails at once with a reason; a running one is cancelled', async () => {
  const consumer = await consumeJobs(connection.url, { handlers, concurrency: 2 })
  const { id } = await add('nap', { ms: 600 })
  const { job } = await until(id, 'done', 10_000)
  expect(job).toMatchObject({ progress: 1, done: 20, total: 20, attempt: 1, result: { slept: 600 } })
  const told = (await connection.db.select().from(outbox))
    .filter((event) => event.key === id)
    .map((event) => (event.payload as { state: string }).state)
  expect(told[0]).toBe('queued')
  expect(told).toContain('running')
  expect(told.at(-1)).toBe('done')

  const bad = await add('scan', {})
  expect((await until(bad.id, 'failed', 10_000)).job.error).toEqual({
    code: 'BAD_USER_INPUT',
    message: 'No such symbol: QQQQ',
    hint: 'titan data list',
  })
  await expect(add('nap', { ms: -1 })).rejects.toThrow(/nap job is not valid. ms/)

  const long = await add('nap', { ms: 60_000 })
  await until(long.id, 'running', 5_000)
  await sleep(600)
  await queue.cancel(long.id)
  const cancelled = await until(long.id, 'cancelled', 2_000)
  expect(cancelled.ms, 'cancel within two seconds').toBeLessThan(2_000)
  expect(cancelled.job.result).toBeNull()
  await consumer.close()

  const notified: [string, string][] = []
  const teller = await createQueue(connection.url, {
    onEnd: async (_, job, state) => void notified.push([job.id, state]),
  })
  const waiting = await add('nap', { ms: 10 })
  await teller.cancel(waiting.id)
  await teller.close()
  expect((await row(waiting.id)).state).toBe('cancelled')
  expect(notified, 'the run of a job that never began learns of it').toEqual([[waiting.id, 'cancelled']])
})

test('a job that the queue has given up, or that was cancelled while its worker lay dead, comes to an end', async () => {
  const ended: [string, string][] = []
  const [dead, cancelled, alive] = [
    await add('nap', { ms: 10 }),
    await add('nap', { ms: 10 }),
    await add('nap', { ms: 10 }),
  ]
  const is = (id: string, state: string) => connection.sql`update pgboss.job set state = ${state} where id = ${id}`
  await connection.db.update(jobs).set({ state: 'running', attempt: 4 })
  await connection.sql`update jobs set state = 'done' where id not in (${dead.id}, ${cancelled.id}, ${alive.id})`
  await is(dead.id, 'failed')
  await is(alive.id, 'active')
  await connection.db.update(jobs).set({ cancelRequested: true }).where(eq(jobs.id, cancelled.id))
  await is(cancelled.id, 'cancelled')
  const consumer = await consumeJobs(connection.url, {
    handlers,
    onEnd: async (_, job, state) => void ended.push([job.id, state]),
  })
  const { job } = await until(dead.id, 'failed', 10_000)
  expect(job.error).toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('4 times') })
  expect((await until(cancelled.id, 'cancelled', 10_000)).job.error).toBeNull()
  expect(ended.toSorted()).toEqual(
    [
      [dead.id, 'failed'],
      [cancelled.id, 'cancelled'],
    ].toSorted(),
  )
  expect((await row(alive.id)).state).toBe('running')
  await consumer.close()
})

test('a schedule gives out its job, and a wrong one is refused with a hint', { timeout: 100_000 }, async () => {
  const id = newId()
  await connection.db.insert(schedules).values({
    id,
    name: 'nightly',
    cron: 'not a cron',
    timeZone: 'Europe/Berlin',
    jobKind: 'nap',
    payload: { ms: 1 },
    ownerId: owner.id,
  })
  await expect(queue.schedule(id)).rejects.toThrow(/cannot run/)
  await connection.db.update(schedules).set({ cron: '30 22 * * 1-5' }).where(eq(schedules.id, id))
  await queue.schedule(id)
  const [stored] = await connection.sql`select cron, timezone from pgboss.schedule where key = ${id}`
  expect(stored).toMatchObject({ cron: '30 22 * * 1-5', timezone: 'Europe/Berlin' })

  // The hour has come: what pg-boss then puts into its queue.
  const queued: { id: string; kind: string }[] = []
  const consumer = await consumeJobs(connection.url, {
    handlers,
    onQueue: async (_, job) => void queued.push({ id: job.id, kind: job.kind }),
  })
  const boss = new PgBoss({ connectionString: connection.url, supervise: false, schedule: false })
  await boss.start()
  await boss.send('scheduled', { scheduleId: id })
  for (let i = 0; i < 200 && queued.length === 0; i++) await sleep(50)
  expect(queued).toEqual([{ id: expect.any(String), kind: 'nap' }])
  expect((await until(queued[0].id, 'done', 10_000)).job).toMatchObject({ ownerId: owner.id, result: { slept: 1 } })
  await boss.stop({ graceful: false })
  await consumer.close()
  await queue.unschedule(id)
  expect(await connection.sql`select 1 from pgboss.schedule where key = ${id}`).toHaveLength(0)
})

test('a worker that is killed in the middle loses its job to another, and the result is written once', {
  timeout: 60_000,
}, async () => {
  const child = spawn(process.execPath, [new URL('./testing/napper.ts', import.meta.url).pathname, connection.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  const { id } = await add('nap', { ms: 2_500 })
  await until(id, 'running', 10_000)
  child.kill('SIGKILL')
  const killed = Date.now()
  const consumer = await consumeJobs(connection.url, { handlers })
  for (let i = 0; i < 700 && (await row(id)).attempt < 2; i++) await sleep(50)
  expect((await row(id)).attempt).toBe(2)
  expect(Date.now() - killed, 'taken over within 30 s').toBeLessThan(30_000)
  expect((await until(id, 'done', 20_000)).job.result).toEqual({ slept: 2_500 })
  await consumer.close()
})
