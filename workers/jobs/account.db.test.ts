import { eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import { consumeJobs, type JobHandlers } from '#db/jobs.ts'
import { allAccountTrades, readCurve } from '#db/queries/accounts.ts'
import { ensureSeries } from '#db/queries/series.ts'
import { accountRuns, bars, jobs } from '#db/schema/index.ts'
import { testDatabase, testUser } from '#db/testing/database.ts'
import { portfolioBacktest } from '#lib/backtest/portfolio.ts'
import { type PortfolioRequest, portfolioRequest } from '#lib/contracts/portfolios.ts'
import { startPool } from '../pool.ts'
import { accountJob, accountManifest, loadAccount } from './account.ts'
import { endRun } from './run-row.ts'

const connection = await testDatabase()
const owner = await testUser(connection, 'researcher')
const owned = { ownerId: owner.id, visibility: 'private' as const }
const pool = startPool({ threads: 1 })
afterAll(() => pool.close())

async function series(symbol: string, timeframe: '1d' | '1h', more: { venue?: string; currency?: string } = {}) {
  const { venue = 'TEST', currency = 'USD' } = more
  const hours = timeframe === '1d' ? 24 : 1
  const { id } = await ensureSeries(
    connection.sql,
    { venue, symbol, kind: 'equity', tick: '0.01', lot: '1', currency, calendar: '24/7' },
    { timeframe, source: 'test', adjustment: 'raw' },
  )
  const rows = Array.from({ length: 2_400 / hours }, (_, i) => {
    const close = 40 * (1 + 0.1 * Math.sin(((i + 1) * hours) / 90 + symbol.length))
    const ts = new Date(Date.UTC(2024, 0, 1, i * hours))
    return { seriesId: id, ts, open: close, high: close, low: close, close, volume: 1e6 }
  })
  await connection.sql`select ensure_bar_partitions(${rows[0].ts}, ${rows[rows.length - 1].ts})`
  for (let at = 0; at < rows.length; at += 1_000) await connection.db.insert(bars).values(rows.slice(at, at + 1_000))
  return id
}
const daily = await series('ONE', '1d')
const hourly = await series('ONE', '1h')
const second = await series('THREE', '1d')
await series('TWICE', '1d')
await series('TWICE', '1h', { venue: 'ELSE' })

const cross = { strategy: 'sma-cross', params: { fast: 2, slow: 4 } }
const request = portfolioRequest.parse({
  sleeves: [
    { ...cross, name: 'days', symbols: ['ONE'], share: 0.4 },
    { ...cross, symbols: ['ONE'], timeframe: '1h', share: 0.3 },
    { strategy: 'buy-and-hold', symbols: ['THREE'], share: 0.2 },
  ],
})
async function queued(of: PortfolioRequest) {
  const [id, jobId] = [newId(), newId()]
  await connection.db.insert(accountRuns).values({ id, jobId, request: of, state: 'queued', ...owned })
  return { id, jobId }
}
const runOf = async (id: string) => (await connection.db.select().from(accountRuns).where(eq(accountRuns.id, id)))[0]

test('a stored account is what the engine says, with curves, trades and the terms of its instruments', async () => {
  const { id, jobId } = await queued(request)
  const write = await accountJob(
    connection,
    pool,
  )({ id: jobId, payload: request, ...owned, attempt: 1, signal: new AbortController().signal, progress: () => {} })
  expect(await runOf(id)).toMatchObject({ state: 'running', result: null })
  await connection.db.transaction(write)
  const { seriesIds, ...input } = await loadAccount(connection, request)
  expect(seriesIds.toSorted()).toEqual([daily, hourly, second].toSorted())
  const expected = portfolioBacktest({ request, ...input })
  const row = await runOf(id)
  expect(row).toMatchObject({ state: 'done', metrics: expected.metrics })
  expect(row.manifest).toMatchObject({
    bars: expected.equity.ts.length,
    instruments: { lots: { ONE: '1', THREE: '1' } },
  })
  expect(row.result?.sleeves.map(({ name, share, contribution }) => [name, share, contribution])).toEqual(
    expected.sleeves.map(({ name, contribution }, i) => [name, request.sleeves[i].share, contribution]),
  )
  expect((await readCurve(connection.db, id))?.equity).toEqual([...expected.equity.equity])
  const sleeve = await readCurve(connection.db, id, 2)
  expect(sleeve?.ts).toEqual([...expected.equity.ts])
  expect(sleeve?.equity).toEqual([...expected.sleeves[1].equity.equity])
  const shape = row.result?.sleeves[1].shape
  expect(shape?.equity.length).toBeLessThanOrEqual(240)
  expect(Math.min(...(shape?.equity ?? []))).toBe(Math.min(...expected.sleeves[1].equity.equity))
  const trades = await allAccountTrades(connection.db, id)
  expect(trades).toEqual(
    JSON.parse(
      JSON.stringify(expected.sleeves.flatMap((one, i) => one.trades.map((trade) => ({ place: i + 1, trade })))),
    ),
  )
})

test('an account looks into finer bars where it is asked to, and its manifest and hash say so', async () => {
  const sleeves = [{ ...cross, symbols: ['ONE'], share: 1 }]
  const run = async (more: object) => {
    const asked = portfolioRequest.parse({ sleeves, to: '2024-02-20', ...more })
    const loaded = await loadAccount(connection, asked)
    return { loaded, manifest: accountManifest(asked, loaded, portfolioBacktest({ request: asked, ...loaded })) }
  }
  const [plain, finer] = [await run({}), await run({ detail: '1h' })]
  expect(plain.loaded.detail).toBeUndefined()
  expect(finer.loaded.detail?.['ONE'].ts.at(-1)).toBe(Date.UTC(2024, 1, 20, 23))
  expect(finer.loaded.seriesIds).toEqual([daily, hourly])
  expect(finer.manifest).toMatchObject({ detail: '1h' })
  expect(finer.manifest['dataHash']).not.toBe(plain.manifest['dataHash'])
  await expect(run({ detail: '1w' })).rejects.toThrow('not finer')
})

test('a symbol from two places is refused, and so is what is not there', async () => {
  const from = (sleeves: object[]) => loadAccount(connection, portfolioRequest.parse({ sleeves }))
  const twice = (venue: string, timeframe: string) => ({ ...cross, symbols: ['TWICE'], share: 0.2, venue, timeframe })
  await expect(from([twice('TEST', '1d'), twice('ELSE', '1h')])).rejects.toThrow('TWICE is asked for from two places')
  await expect(from([{ ...cross, symbols: ['NONE'], share: 1 }])).rejects.toThrow('There are no 1d bars of NONE')
})

test('what would not fit is refused once, before it starts, and the run says why', { timeout: 30_000 }, async () => {
  const { seriesIds: _, ...input } = await loadAccount(connection, request)
  await expect(pool.run('account', { request, ...input, memoryBudget: 1_000 })).rejects.toMatchObject({
    kind: 'limited',
    next: 'fix',
    hint: expect.stringContaining('shorter time'),
  })
})

test('a cancelled account stops within two seconds and leaves no result', { timeout: 60_000 }, async () => {
  // Many sleeves on many bars: seconds of work.
  const times = Float64Array.from({ length: 200_000 }, (_, i) => Date.UTC(2020, 0, 1) + i * 60_000)
  const close = Float64Array.from(times, (_, i) => 40 + Math.sin(i / 50) + Math.sin(i / 7))
  const flat = { ts: times, open: close, high: close, low: close, close, volume: null }
  const long = portfolioRequest.parse({
    sleeves: Array.from({ length: 20 }, (_, i) => ({
      ...{ ...cross, params: { fast: 2 + i, slow: 40 + i }, name: `sleeve ${i}` },
      ...{ symbols: ['ONE'], timeframe: '1m', share: 0.05 },
    })),
  })
  const one = [{ symbol: 'ONE', timeframe: '1m' as const, bars: flat }]
  const idle = async () => async () => null
  const consumer = await consumeJobs(connection.url, {
    handlers: {
      ...{ scan: idle, backtest: idle, walkforward: idle, optimisation: idle, regimes: idle, adaptive: idle },
      ...{ nap: idle, cleanup: idle },
      account: async ({ payload, signal, progress }) => {
        await pool.run('account', { request: payload, bars: one }, { signal, onProgress: progress })
        return async () => null
      },
    } satisfies JobHandlers,
    onEnd: endRun,
  })
  try {
    const { id, jobId } = await queued(long)
    await connection.db.transaction((tx) =>
      consumer.enqueue(tx, { id: jobId, kind: 'account', payload: long, ...owned }),
    )
    const job = async () => (await connection.db.select().from(jobs).where(eq(jobs.id, jobId)))[0]
    await expect.poll(async () => (await job()).phase, { timeout: 20_000 }).toBe('trading bars')
    await consumer.cancel(jobId)
    const asked = performance.now()
    await expect.poll(async () => (await job()).state, { timeout: 10_000, interval: 20 }).toBe('cancelled')
    expect(performance.now() - asked).toBeLessThan(2_000)
    expect(await runOf(id)).toMatchObject({ state: 'cancelled', result: null, metrics: null })
  } finally {
    await consumer.close()
  }
})
