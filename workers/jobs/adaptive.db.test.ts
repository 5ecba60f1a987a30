import { eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import { consumeJobs, type JobHandlers } from '#db/jobs.ts'
import { readAdaptiveTrack } from '#db/queries/adaptive.ts'
import { ensureSeries } from '#db/queries/series.ts'
import { adaptiveStudies, bars, jobs } from '#db/schema/index.ts'
import { testDatabase, testUser } from '#db/testing/database.ts'
import { type AdaptiveRequestInput, adaptiveRequest } from '#lib/contracts/adaptive.ts'
import { planted } from '#lib/regimes/testing/planted.ts'
import { adaptiveStudy } from '#lib/walkforward/adaptive-study.ts'
import { startPool } from '../pool.ts'
import { adaptiveJob } from './adaptive.ts'
import { loadBacktest } from './backtest.ts'
import { endRun } from './run-row.ts'

const connection = await testDatabase()
const owner = await testUser(connection, 'researcher')
const pool = startPool({ threads: 1 })
afterAll(() => pool.close())

const market = planted(5, 900, { legs: 1, volumes: true })
const [{ symbol, bars: one }] = market.bars
const { id: seriesId } = await ensureSeries(
  connection.sql,
  { venue: 'TEST', symbol, kind: 'equity', tick: '0.01', lot: '1', currency: 'USD', calendar: '24/7' },
  { timeframe: '1d', source: 'test', adjustment: 'raw' },
)
const rows = Array.from(one.close, (close, t) => ({
  seriesId,
  ts: new Date(one.ts[t]),
  ...{ open: close, high: close, low: close, close, volume: one.volume?.[t] ?? 0 },
}))
await connection.sql`select ensure_bar_partitions(${rows[0].ts}, ${rows[899].ts})`
await connection.db.insert(bars).values(rows)

const owned = { ownerId: owner.id, visibility: 'private' as const }
const asked = (more: Partial<AdaptiveRequestInput> = {}) =>
  adaptiveRequest.parse({
    ...{ strategy: 'sma-cross', symbols: [symbol], grid: { fast: [3, 10], slow: [20, 40] } },
    ...{ trainLength: 400, testLength: 120, minBars: 60, minTrades: 2 },
    ...more,
  })

async function queued(request = asked()) {
  const [id, jobId] = [newId(), newId()]
  await connection.db.insert(adaptiveStudies).values({ id, jobId, request, state: 'queued', ...owned })
  return { id, jobId, request }
}
const studyOf = async (id: string) =>
  (await connection.db.select().from(adaptiveStudies).where(eq(adaptiveStudies.id, id)))[0]

test('a thread finds what this one finds; result, tracks and event are written together', async () => {
  const { id, jobId, request } = await queued()
  const phases = new Set<string>()
  const write = await adaptiveJob(
    connection,
    pool,
  )({
    ...{ id: jobId, payload: request, ...owned, attempt: 1, signal: new AbortController().signal },
    progress: (_done, _total, phase) => void phases.add(phase),
  })
  expect(await studyOf(id)).toMatchObject({ state: 'running', result: null })
  await connection.db.transaction(write)
  const { bars: loaded, instruments } = await loadBacktest(connection, request)
  const { track, ...rest } = adaptiveStudy(request, loaded, { instruments })
  const row = await studyOf(id)
  expect(row).toMatchObject({ state: 'done', result: JSON.parse(JSON.stringify(rest)) })
  expect(row.manifest).toMatchObject({ strategy: 'sma-cross', trainLength: 400, bars: 900 })
  expect(row.manifest?.['dataHash']).toMatch(/^[0-9a-f]{64}$/)
  expect(await readAdaptiveTrack(connection.db, id)).toEqual({
    ...{ ts: [...track.ts], byRegime: [...track.byRegime], byCommon: [...track.byCommon] },
    ...{ regime: [...track.regime], fold: [...track.fold] },
  })
  const events = await connection.sql`select payload from outbox where key = ${id}`
  expect(events.map(({ payload }) => payload)).toEqual([{ runId: id, kind: 'adaptive', state: 'done' }])
  expect(phases).toContain('choosing on all bars')
})

test('a cancelled study stops within two seconds and leaves no result', { timeout: 60_000 }, async () => {
  const idle = async () => async () => null
  const consumer = await consumeJobs(connection.url, {
    handlers: {
      ...{ scan: idle, backtest: idle, walkforward: idle, optimisation: idle, regimes: idle, account: idle },
      ...{ nap: idle, cleanup: idle },
      adaptive: adaptiveJob(connection, pool),
    } satisfies JobHandlers,
    onEnd: endRun,
  })
  try {
    // Hundreds of combinations in hundreds of windows: minutes of work.
    const values = (from: number) => Array.from({ length: 20 }, (_, i) => from + i)
    const long = asked({ grid: { fast: values(2), slow: values(30) }, trainLength: 400, testLength: 2 })
    const { id, jobId } = await queued(long)
    await connection.db.transaction((tx) =>
      consumer.enqueue(tx, { id: jobId, kind: 'adaptive', payload: long, ...owned }),
    )
    const job = async () => (await connection.db.select().from(jobs).where(eq(jobs.id, jobId)))[0]
    await expect.poll(async () => (await job()).phase, { timeout: 20_000 }).toMatch(/^window \d+ of \d+$/)
    await consumer.cancel(jobId)
    const before = performance.now()
    await expect.poll(async () => (await job()).state, { timeout: 10_000, interval: 20 }).toBe('cancelled')
    expect(performance.now() - before).toBeLessThan(2_000)
    expect(await studyOf(id)).toMatchObject({ state: 'cancelled', result: null, trackTs: null })
  } finally {
    await consumer.close()
  }
})
