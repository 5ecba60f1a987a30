import { eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import { ensureSeries } from '#db/queries/series.ts'
import { bars, optimisations, optimisationTrials } from '#db/schema/index.ts'
import { testDatabase, testUser } from '#db/testing/database.ts'
import { type OptimisationRequest, optimisationRequest } from '#lib/contracts/optimisations.ts'
import { optimise } from '#lib/optimize/run.ts'
import { startPool } from '../pool.ts'
import { loadBacktest } from './backtest.ts'
import { optimisationJob, readTrials } from './optimisation.ts'

const connection = await testDatabase()
const owner = await testUser(connection, 'researcher')
const pool = startPool({ threads: 2 })
afterAll(() => pool.close())

const count = 700
for (const [leg, symbol] of ['LEFT', 'RIGHT'].entries()) {
  const { id } = await ensureSeries(
    connection.sql,
    { venue: 'TEST', symbol, kind: 'equity', tick: '0.01', lot: '1', currency: 'USD', calendar: '24/7' },
    { timeframe: '1d', source: 'test', adjustment: 'raw' },
  )
  const rows = Array.from({ length: count }, (_, i) => {
    const walk = 0.2 * Math.sin(i / 40) + 0.05 * Math.sin(i * 12.9898)
    const close =
      leg === 0 ? 80 * Math.exp(walk + 0.03 * Math.sin(i / 6) + 0.01 * Math.sin(i * 78.233)) : 50 * Math.exp(walk)
    return {
      seriesId: id,
      ts: new Date(Date.UTC(2020, 0, 1 + i)),
      open: close,
      high: close,
      low: close,
      close,
      volume: 1e6,
    }
  })
  await connection.sql`select ensure_bar_partitions(${rows[0].ts}, ${rows[count - 1].ts})`
  await connection.db.insert(bars).values(rows)
}

const request = optimisationRequest.parse({
  strategy: 'pairs-zscore',
  symbols: ['LEFT', 'RIGHT'],
  sampler: 'tpe',
  trials: 36,
  space: { window: { min: 20, max: 90, integer: true }, entry: { min: 1, max: 3 } },
})
async function stored(of: OptimisationRequest) {
  const [id, jobId] = [newId(), newId()]
  const owned = { ownerId: owner.id, visibility: 'private' as const }
  await connection.db.insert(optimisations).values({ id, jobId, request: of, state: 'queued', ...owned })
  const run = (signal: AbortSignal, onProgress = (_done: number) => {}) =>
    optimisationJob(
      connection,
      pool,
    )({
      id: jobId,
      payload: of,
      ...owned,
      attempt: 1,
      signal,
      progress: (done, _total, phase) => (phase === 'trying parameters' ? onProgress(done) : undefined),
    })
  return { id, run }
}
const { bars: loaded, instruments } = await loadBacktest(connection, request)
const expected = optimise(request, loaded, { instruments })

test('threads find what one thread finds; the trials, the verdict and the event are written', async () => {
  const { id, run } = await stored(request)
  const steps: number[] = []
  const write = await run(new AbortController().signal, (done) => steps.push(done))
  await connection.db.transaction(write)
  const [row] = await connection.db.select().from(optimisations).where(eq(optimisations.id, id))
  expect(row).toMatchObject({ state: 'done', result: JSON.parse(JSON.stringify(expected.result)) })
  expect(row.manifest).toMatchObject({ sampler: 'tpe', bars: count })
  const trials = await readTrials(connection, id)
  expect(trials.map(({ n, params, values }) => ({ n, params, values }))).toEqual(
    expected.trials.map(({ n, params, values }) => ({ n, params, values })),
  )
  expect(steps).toContain(36)
  const events =
    await connection.sql`select payload from outbox where key = ${id} union all select payload from events where key = ${id}`
  expect(events.map(({ payload }) => payload)).toContainEqual({ runId: id, kind: 'optimisation', state: 'done' })
})

test('a study that was stopped goes on behind its last trial and ends as if it had not been', async () => {
  const { id, run } = await stored(request)
  const stopping = new AbortController()
  const broken = run(stopping.signal, (done) => {
    if (done >= 14) stopping.abort(new Error('killed'))
  })
  await expect(broken).rejects.toThrow()
  // What a killed worker leaves: the first whole batches.
  await connection.db
    .insert(optimisationTrials)
    .values(
      expected.trials.slice(0, 14).map(({ early, violation, ...trial }) => ({
        optimisationId: id,
        ...trial,
        values: [...trial.values],
        early: early ?? null,
        violation: violation ?? 0,
      })),
    )
    .onConflictDoNothing()
  const seen: number[] = []
  const write = await run(new AbortController().signal, (done) => seen.push(done))
  await connection.db.transaction(write)
  expect(Math.min(...seen)).toBeGreaterThan(14)
  const [row] = await connection.db.select().from(optimisations).where(eq(optimisations.id, id))
  expect(row.result).toEqual(JSON.parse(JSON.stringify(expected.result)))
  expect((await readTrials(connection, id)).map(({ params }) => params)).toEqual(
    expected.trials.map(({ params }) => params),
  )
})
