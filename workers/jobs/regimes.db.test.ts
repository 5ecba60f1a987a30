import { eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import { readRegimeHistory } from '#db/queries/regimes.ts'
import { ensureSeries } from '#db/queries/series.ts'
import { bars, regimeRuns } from '#db/schema/index.ts'
import { testDatabase, testUser } from '#db/testing/database.ts'
import { regimeRequest } from '#lib/contracts/regimes.ts'
import { detectRegimes } from '#lib/regimes/detect.ts'
import { planted } from '#lib/regimes/testing/planted.ts'
import { startPool } from '../pool.ts'
import { regimesJob } from './regimes.ts'

const connection = await testDatabase()
const owner = await testUser(connection, 'researcher')
const pool = startPool({ threads: 1 })
afterAll(() => pool.close())

const market = planted(5, 700, { legs: 2, volumes: true })
for (const { symbol, bars: one } of market.bars) {
  const { id } = await ensureSeries(
    connection.sql,
    { venue: 'TEST', symbol, kind: 'equity', tick: '0.01', lot: '1', currency: 'USD', calendar: '24/7' },
    { timeframe: '1d', source: 'test', adjustment: 'raw' },
  )
  const rows = Array.from(one.close, (close, t) => ({
    seriesId: id,
    ts: new Date(one.ts[t]),
    open: close,
    high: close,
    low: close,
    close,
    volume: one.volume?.[t] ?? 0,
  }))
  await connection.sql`select ensure_bar_partitions(${rows[0].ts}, ${rows[699].ts})`
  await connection.db.insert(bars).values(rows)
}
const request = regimeRequest.parse({ symbols: ['S0', 'S1'], detector: 'gmm', params: { trainBars: 250 } })
const owned = { ownerId: owner.id, visibility: 'private' as const }

async function queued(of = request) {
  const [id, jobId] = [newId(), newId()]
  await connection.db.insert(regimeRuns).values({ id, jobId, request: of, state: 'queued', ...owned })
  const run = (signal: AbortSignal, progress = (_done: number, _total: number, _phase: string) => {}) =>
    regimesJob(connection, pool)({ id: jobId, payload: of, ...owned, attempt: 1, signal, progress })
  return { id, run }
}

test('a thread tells what this one tells; result, history and event are written together', async () => {
  const { id, run } = await queued()
  const phases = new Set<string>()
  const write = await run(new AbortController().signal, (_, __, phase) => phases.add(phase))
  const [before] = await connection.db.select().from(regimeRuns).where(eq(regimeRuns.id, id))
  expect(before.state).toBe('running')
  await connection.db.transaction(write)
  const expected = detectRegimes(request, market.bars)
  const [row] = await connection.db.select().from(regimeRuns).where(eq(regimeRuns.id, id))
  const { history, ...rest } = JSON.parse(JSON.stringify(expected))
  expect(history).toBeDefined()
  expect(row).toMatchObject({ state: 'done', result: rest })
  expect(row.manifest).toMatchObject({ detector: 'gmm', bars: 700 })
  expect(row.manifest?.['dataHash']).toMatch(/^[0-9a-f]{64}$/)
  const stored = await readRegimeHistory(connection.db, id)
  expect(stored?.regime).toEqual([...expected.history.regime])
  expect(stored?.level).toEqual([...expected.history.level])
  const events = await connection.sql`select payload from outbox where key = ${id}`
  expect(events.map(({ payload }) => payload)).toEqual([{ runId: id, kind: 'regimes', state: 'done' }])
  expect(phases).toContain('reading the market')
})

test('a cancelled job leaves nothing behind, a market that is not there says so', async () => {
  const { run } = await queued(
    regimeRequest.parse({ ...request, detector: 'hmm', params: { trainBars: 200, refitEvery: 1 } }),
  )
  const abort = new AbortController()
  const working = run(abort.signal)
  setTimeout(() => abort.abort(), 200)
  await expect(working).rejects.toThrow()
  const nowhere = await queued(regimeRequest.parse({ ...request, symbols: ['NOPE'] }))
  await expect(nowhere.run(new AbortController().signal)).rejects.toThrow('There are no 1d bars of NOPE')
})
