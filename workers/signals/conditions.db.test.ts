import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { follow } from '#db/follow.ts'
import { newId } from '#db/ids.ts'
import { publish, type Relay, startRelay } from '#db/outbox.ts'
import { savePair } from '#db/queries/pairs.ts'
import { ensureSeries } from '#db/queries/series.ts'
import { bars, instrumentConditions, pairState } from '#db/schema/index.ts'
import { testDatabase, testUser } from '#db/testing/database.ts'
import { environment } from '#lib/contracts/env.ts'
import type { Event } from '#lib/contracts/events.ts'
import { conditionsOf, pairConditionsOf } from '#lib/monitoring/conditions.ts'
import { strategies } from '#lib/strategies/index.ts'
import type { RunningRole } from '../role.ts'
import { signals as signalsRole } from '../roles/signals.ts'

const connection = await testDatabase({ max: 8 })
const owner = await testUser(connection, 'researcher')
const start = Date.UTC(2026, 0, 5)
const total = 420
const perYear = 365 * 86_400
const column = (phase: number) =>
  Float64Array.from({ length: total }, (_, i) =>
    Number((80 * Math.exp(0.03 * Math.sin(i / 17 + phase) + 0.004 * Math.sin(i * 12.9898 + phase))).toFixed(2)),
  )
const prices = { y: column(0), x: column(0.4) }
const place = (symbol: string) =>
  ensureSeries(
    connection.sql,
    { venue: 'TEST', symbol, kind: 'equity', tick: '0.01', lot: '1', currency: 'USD', calendar: '24/7' },
    { timeframe: '1s', source: 'test', adjustment: 'raw' },
  )
type Place = Awaited<ReturnType<typeof place>>

const insert = (legs: readonly (readonly [Place, Float64Array])[], from: number, to: number) =>
  connection.db.insert(bars).values(
    legs.flatMap(([{ id }, closes]) =>
      Array.from({ length: to - from }, (_, k) => ({
        seriesId: id,
        ts: new Date(start + (from + k) * 1_000),
        close: closes[from + k],
      })),
    ),
  )

async function close(legs: readonly (readonly [Place, Float64Array])[], from: number, to: number) {
  for (let i = from; i < to; i++) {
    await connection.db.transaction(async (tx) => {
      await tx
        .insert(bars)
        .values(legs.map(([{ id }, closes]) => ({ seriesId: id, ts: new Date(start + i * 1_000), close: closes[i] })))
      await publish(
        tx,
        legs.map(([{ id, instrumentId }, closes]) => ({
          stream: 'bars' as const,
          key: instrumentId,
          ownerId: null,
          visibility: 'shared' as const,
          payload: {
            ...{ seriesId: id, instrumentId, timeframe: '1s', ts: start + i * 1_000, close: closes[i] },
            ...{ open: null, high: null, low: null, volume: null },
          },
        })),
      )
    })
  }
}

const stored = async ({ id }: Place) =>
  (await connection.db.select().from(instrumentConditions).where(eq(instrumentConditions.seriesId, id)))[0]
const reached = async (place: Place, bar: number) => {
  for (let waited = 0; waited < 20_000; waited += 25) {
    const row = await stored(place)
    if (row && row.barTs.getTime() >= start + bar * 1_000) return row
    await sleep(25)
  }
  throw new Error(`bar ${bar} was not reached`)
}
const expected = (closes: Float64Array, bar: number) => ({
  barTs: new Date(start + bar * 1_000),
  close: closes[bar],
  ...conditionsOf(closes.slice(0, bar + 1), perYear),
})

const log = pino({ level: 'silent' })
const startSignals = (): Promise<RunningRole> =>
  signalsRole.start({ env: environment.parse({}), url: connection.url, connection, log })

let relay: Relay
const told: Event<'conditions'>[] = []
let stopFollowing = async () => {}
beforeAll(async () => {
  relay = startRelay(connection.url)
  await relay.leading
  await connection.sql`select ensure_bar_partitions(${new Date(start)}, ${new Date(start)})`
  const following = await follow(connection.sql, {
    after: 0n,
    streams: ['conditions'],
    onEvents: (batch) => void told.push(...(batch as Event<'conditions'>[])),
  })
  stopFollowing = following.stop
})
afterAll(async () => {
  await stopFollowing()
  await relay.stop()
})

test('conditions of every series with live bars are those of an unbroken run, over stops, gaps and silent bars', {
  timeout: 60_000,
}, async () => {
  const [a, b, quiet] = [await place('AAA'), await place('BBB'), await place('QQQ')]
  const legs = [
    [a, prices.y],
    [b, prices.x],
  ] as const
  await insert([...legs, [quiet, prices.x]], 0, 120)
  let role = await startSignals()
  await close(legs, 120, 160)
  expect(await reached(a, 159)).toMatchObject(expected(prices.y, 159))
  expect(await reached(b, 159)).toMatchObject(expected(prices.x, 159))
  expect(role.detail?.()).toMatchObject({ seriesFollowed: 2 })

  await role.stop()
  await close(legs, 160, 200)
  role = await startSignals()
  expect(await reached(a, 199), 'bars that came while nobody watched').toMatchObject(expected(prices.y, 199))
  await close(legs, 200, 230)
  await reached(b, 229)

  // A second role beside the first, and bars without events, as an import writes them.
  const second = await startSignals()
  await insert(legs, 230, 250)
  await close(legs, 250, 260)
  expect(await reached(a, 259), 'a gap is read from the table').toMatchObject(expected(prices.y, 259))
  await insert(legs, 260, 300)
  expect(await reached(a, 299), 'the sweep finds what no event brought').toMatchObject(expected(prices.y, 299))
  expect(await reached(b, 299)).toMatchObject(expected(prices.x, 299))
  await role.stop()
  await second.stop()

  expect(await stored(quiet), 'a series without live bars has none').toBeUndefined()
  for (let i = 0; i < 80 && told.at(-1)?.payload.barTs !== start + 299_000; i++) await sleep(25)
  const times = (key: string) => told.filter((event) => event.key === key).map((event) => event.payload.barTs)
  for (const one of [a, b]) {
    const seen = times(one.instrumentId)
    expect(seen, 'in order, each once').toEqual([...new Set(seen)].toSorted((p, q) => p - q))
    expect(seen.at(-1)).toBe(start + 299_000)
  }
  for (const { payload } of told) {
    const closes = payload.seriesId === a.id ? prices.y : prices.x
    const bar = (payload.barTs - start) / 1_000
    const { barTs: _, ...values } = expected(closes, bar)
    expect(payload).toMatchObject(values)
  }
})

test('the conditions of a watched pair go on after a restart as if it had never stopped', {
  timeout: 60_000,
}, async () => {
  const [a, b] = [await place('CCC'), await place('DDD')]
  const legs = [
    [a, prices.y],
    [b, prices.x],
  ] as const
  const params = strategies.parse('pairs-zscore', { window: 60, hedge: 'fixed', alpha: 0.1, beta: 0.9 })
  const formed = 300
  await insert(legs, 0, formed)
  const pair = await savePair(connection.db, {
    ...{ id: newId(), ownerId: owner.id, visibility: 'private', venue: 'TEST', strategy: 'pairs-zscore', params },
    ...{ ySeriesId: a.id, xSeriesId: b.id, y: 'CCC', x: 'DDD', formedAt: new Date(start + (formed - 1) * 1_000) },
  })
  const state = async (bar: number) => {
    for (let waited = 0; waited < 20_000; waited += 25) {
      const [row] = await connection.db.select().from(pairState).where(eq(pairState.pairId, pair.id))
      if (row && row.barTs.getTime() >= start + bar * 1_000) return row
      await sleep(25)
    }
    throw new Error(`bar ${bar} was not reached`)
  }
  const spread = Float64Array.from(prices.y, (v, i) => Math.log(v) - 0.1 - 0.9 * Math.log(prices.x[i]))
  const now = (bar: number) =>
    pairConditionsOf(
      { spread: spread.slice(0, bar + 1), y: prices.y.slice(0, bar + 1), x: prices.x.slice(0, bar + 1) },
      perYear,
    )
  let role = await startSignals()
  expect(await state(formed - 1)).toMatchObject(now(formed - 1))
  for (const [from, to] of [
    [300, 330],
    [330, 375],
    [375, 420],
  ]) {
    await close(legs, from, to)
    expect(await state(to - 1)).toMatchObject(now(to - 1))
    await role.stop()
    role = await startSignals()
  }
  await role.stop()
  const [last] = await connection.sql<{ payload: Event<'pairs'>['payload'] }[]>`
    select payload from events where stream = 'pairs' and key = ${pair.id} order by pos desc limit 1`
  expect(last.payload).toMatchObject({ ...now(419), pairId: pair.id })
})
