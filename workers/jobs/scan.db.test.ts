import { eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import { insertScan } from '#db/queries/scans.ts'
import { ensureSeries } from '#db/queries/series.ts'
import { bars, pairs, scanRows, scanRuns } from '#db/schema/index.ts'
import { testDatabase, testUser } from '#db/testing/database.ts'
import { type ScanRequestInput, scanRequest } from '#lib/contracts/pairs.ts'
import { scan } from '#lib/pairs/scan.ts'
import { random } from '#lib/stats/random.ts'
import { startPool } from '../pool.ts'
import { loadScan, scanJob } from './scan.ts'

const connection = await testDatabase()
const owner = await testUser(connection, 'researcher')
const pool = startPool({ threads: 1 })
afterAll(() => pool.close())

/** Two sectors of walks with a factor each; in both the first two symbols return to each other. */
const count = 600
const chance = random(11)
for (const sector of ['A', 'B']) {
  const factor = Float64Array.from({ length: count }, () => 0.012 * chance.normal())
  const walk = () => {
    let log = 4
    return factor.map((step) => (log += step + 0.006 * chance.normal()))
  }
  const base = walk()
  let spread = 0
  const twin = base.map((value) => value + (spread = 0.93 * spread + 0.004 * chance.normal()))
  for (const [k, log] of [base, twin, walk(), walk()].entries()) {
    const { id } = await ensureSeries(
      connection.sql,
      {
        venue: 'TEST',
        symbol: `${sector}${k}`,
        kind: 'equity',
        tick: '0.01',
        lot: '1',
        currency: 'USD',
        calendar: '24/7',
      },
      { timeframe: '1d', source: 'test', adjustment: 'raw' },
    )
    const rows = Array.from(log, (value, i) => ({
      seriesId: id,
      ts: new Date(Date.UTC(2020, 0, 1 + i)),
      close: Math.exp(value),
    }))
    await connection.sql`select ensure_bar_partitions(${rows[0].ts}, ${rows[count - 1].ts})`
    await connection.db.insert(bars).values(rows)
  }
}

async function run(input: ScanRequestInput) {
  const request = scanRequest.parse({ lags: 1, ...input })
  const [id, jobId] = [newId(), newId()]
  const owned = { ownerId: owner.id, visibility: 'private' as const }
  await insertScan(connection.db, { id, jobId, request, state: 'queued', ...owned })
  const job = scanJob(connection, pool)
  const signal = new AbortController().signal
  const write = await job({ id: jobId, payload: request, ...owned, attempt: 1, signal, progress: () => {} })
  await connection.db.transaction(write)
  const [row] = await connection.db.select().from(scanRuns).where(eq(scanRuns.id, id))
  const stored = await connection.db.select().from(scanRows).where(eq(scanRows.scanId, id)).orderBy(scanRows.n)
  return { request, row, stored }
}

test.each([
  ['every pair', {}],
  ['two stages', { stages: { split: 0.5, screenP: 0.1 } }],
  ['within clusters', { clusters: { minCorrelation: 0.5 } }],
  ['both', { stages: {}, clusters: {} }],
] satisfies [string, ScanRequestInput][])(
  'a scan of %s stores what the library says of the same request',
  async (_, input) => {
    const { request, row, stored } = await run(input)
    const { series } = await loadScan(connection, request)
    const direct = scan(series, request)
    expect(row).toMatchObject({ state: 'done', symbols: 8, tested: direct.tested, kept: direct.kept })
    expect(stored.map(({ row: one }) => one)).toEqual(expect.arrayContaining(direct.pairs))
    expect(stored).toHaveLength(direct.pairs.length)
    if ('clusters' in input) expect(stored.length, 'only inside the sectors').toBe(12)
  },
)

test('rows are kept first, then by q, and what is kept can be watched at once', async () => {
  const { stored } = await run({ watchKept: true })
  const kept = stored.filter((one) => one.kept)
  expect(kept.length).toBeGreaterThan(0)
  expect(stored.map((one) => one.kept)).toEqual(stored.map((_, i) => i < kept.length))
  for (const group of [kept, stored.slice(kept.length)]) {
    const q = group.map((one) => one.q ?? 2)
    expect(q).toEqual(q.toSorted((a, b) => a - b))
  }
  const watched = await connection.db.select().from(pairs)
  expect(watched.map(({ y, x }) => `${y}/${x}`).toSorted()).toEqual(kept.map(({ y, x }) => `${y}/${x}`).toSorted())
})

test('a pair that is watched in one direction is not watched in the other by a scan that finds it better', async () => {
  await connection.db.delete(pairs)
  await run({ watchKept: true })
  const before = await connection.db.select().from(pairs)
  const [turned, ...rest] = before
  // As an earlier scan might have left it, with its position and its past.
  await connection.db
    .update(pairs)
    .set({ ySeriesId: turned.xSeriesId, xSeriesId: turned.ySeriesId, y: turned.x, x: turned.y })
    .where(eq(pairs.id, turned.id))
  await run({ watchKept: true })
  const after = await connection.db.select().from(pairs)
  expect(after.map(({ y, x }) => `${y}/${x}`).toSorted()).toEqual(
    [`${turned.x}/${turned.y}`, ...rest.map(({ y, x }) => `${y}/${x}`)].toSorted(),
  )
})
