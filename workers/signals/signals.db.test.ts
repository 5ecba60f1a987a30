import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { follow } from '#db/follow.ts'
import { newId } from '#db/ids.ts'
import { publish, type Relay, startRelay } from '#db/outbox.ts'
import { savePair } from '#db/queries/pairs.ts'
import { ensureSeries } from '#db/queries/series.ts'
import { bars, pairState, signals } from '#db/schema/index.ts'
import { testDatabase, testUser } from '#db/testing/database.ts'
import { environment } from '#lib/contracts/env.ts'
import type { Event } from '#lib/contracts/events.ts'
import { strategies } from '#lib/strategies/index.ts'
import type { RunningRole } from '../role.ts'
import { signals as signalsRole } from '../roles/signals.ts'

const connection = await testDatabase({ max: 8 })
const owner = await testUser(connection, 'researcher')
const start = Date.UTC(2026, 0, 5)
const formed = 200
const total = 700
const prices = { y: new Float64Array(total), x: new Float64Array(total) }
{
  // A spread that swings: entries and exits are certain, and every run sees the same ones.
  let walk = 0
  for (let i = 0; i < total; i++) {
    walk += Math.sin(i * 12.9898) * 0.004
    prices.x[i] = 50 * Math.exp(walk)
    prices.y[i] = 80 * Math.exp(walk + 0.02 * Math.sin(i / 9) + 0.004 * Math.sin(i * 78.233))
  }
}
const params = strategies.parse('pairs-zscore', {
  window: 60,
  hedge: 'fixed',
  alpha: Math.log(80 / 50),
  beta: 1,
  entry: 1.2,
  exit: 0.3,
  stop: 6,
})

const place = async (symbol: string) =>
  ensureSeries(
    connection.sql,
    { venue: 'TEST', symbol, kind: 'equity', tick: '0.01', lot: '1', currency: 'USD', calendar: '24/7' },
    { timeframe: '1s', source: 'test', adjustment: 'raw' },
  )

async function watchedPair(names: [string, string]) {
  const [y, x] = [await place(names[0]), await place(names[1])]
  const pair = await savePair(connection.db, {
    id: newId(),
    ownerId: owner.id,
    visibility: 'private',
    ySeriesId: y.id,
    xSeriesId: x.id,
    y: names[0],
    x: names[1],
    venue: 'TEST',
    strategy: 'pairs-zscore',
    params,
    formedAt: new Date(start + (formed - 1) * 1_000),
  })
  const write = async (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      const ts = start + i * 1_000
      const legs = [
        [y, prices.y[i]],
        [x, prices.x[i]],
      ] as const
      await connection.db.transaction(async (tx) => {
        await tx
          .insert(bars)
          .values(legs.map(([leg, close]) => ({ seriesId: leg.id, ts: new Date(ts), close })))
          .onConflictDoNothing()
        await publish(
          tx,
          legs.map(([leg, close]) => ({
            stream: 'bars' as const,
            key: leg.instrumentId,
            ownerId: null,
            visibility: 'shared' as const,
            payload: {
              seriesId: leg.id,
              instrumentId: leg.instrumentId,
              timeframe: '1s',
              ts,
              open: null,
              high: null,
              low: null,
              close,
              volume: null,
            },
          })),
        )
      })
    }
  }
  return { pair, write }
}

/** What a run that never stops decides on the same bars: the measure for every other run. */
function expected() {
  const run = strategies.get('pairs-zscore').create(params as never, { symbols: ['y', 'x'] })
  const given: string[] = []
  const column = (value: number) => Float64Array.of(value)
  for (let i = formed - 60 - 150; i < total; i++) {
    if (i < 0) continue
    const close = Float64Array.of(prices.y[i], prices.x[i])
    const decision = run.step({
      ts: start + i * 1_000,
      index: i,
      close,
      open: column(Number.NaN),
      high: column(Number.NaN),
      low: column(Number.NaN),
      volume: column(Number.NaN),
    })
    if (decision && i >= formed) given.push(`${i} ${decision.kind} ${decision.side}`)
  }
  return given
}
const stored = async (pairId: string) =>
  (await connection.db.select().from(signals).where(eq(signals.pairId, pairId)).orderBy(signals.barTs)).map(
    (row) => `${(row.barTs.getTime() - start) / 1_000} ${row.kind} ${row.side}`,
  )
const reached = async (pairId: string, bar: number, withinMs = 20_000) => {
  for (let waited = 0; waited < withinMs; waited += 25) {
    const [state] = await connection.db.select().from(pairState).where(eq(pairState.pairId, pairId))
    if (state && state.barTs.getTime() >= start + bar * 1_000) return
    await sleep(25)
  }
  throw new Error(`bar ${bar} was not reached`)
}
const log = pino({ level: 'silent' })
const startSignals = (): Promise<RunningRole> =>
  signalsRole.start({ env: environment.parse({}), url: connection.url, connection, log })

let relay: Relay
const children: ChildProcess[] = []
beforeAll(async () => {
  relay = startRelay(connection.url)
  await relay.leading
  await connection.sql`select ensure_bar_partitions(${new Date(start)}, ${new Date(start)})`
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await relay.stop()
})

test('signals are those of an unbroken run, once each, over a stop, a lost event and bars that came while nobody watched', {
  timeout: 60_000,
}, async () => {
  const { pair, write } = await watchedPair(['AAA', 'BBB'])
  const events: Event[] = []
  const following = await follow(connection.sql, {
    after: 0n,
    streams: ['signals'],
    onEvents: (batch) => void events.push(...batch.filter((event) => event.key === pair.id)),
  })
  await write(0, formed)
  let role = await startSignals()
  await write(formed, 330)
  await reached(pair.id, 329)
  expect(await stored(pair.id)).toEqual(expected().filter((line) => Number(line.split(' ')[0]) < 330))

  await role.stop()
  await write(330, 450)
  role = await startSignals()
  await reached(pair.id, 449)
  // Bars without events, as an import writes them: the sweep finds them.
  const lastBars = Array.from({ length: 20 }, (_, k) => 450 + k)
  const [ids] = await connection.sql<
    { y: number; x: number }[]
  >`select y_series_id as y, x_series_id as x from pairs where id = ${pair.id}`
  await connection.db.insert(bars).values(
    lastBars.flatMap((i) => [
      { seriesId: ids.y, ts: new Date(start + i * 1_000), close: prices.y[i] },
      { seriesId: ids.x, ts: new Date(start + i * 1_000), close: prices.x[i] },
    ]),
  )
  await reached(pair.id, 469)
  await write(470, total)
  await reached(pair.id, total - 1)
  expect(await stored(pair.id)).toEqual(expected())
  expect(expected().length, 'the bars do give signals').toBeGreaterThan(10)
  for (let i = 0; i < 80 && events.length < expected().length; i++) await sleep(25)
  expect(events.map((event) => event.key)).toHaveLength(expected().length)
  await role.stop()
  await following.stop()
})

test('a signals process that is killed again and again gives every signal once', { timeout: 120_000 }, async () => {
  const { pair, write } = await watchedPair(['CCC', 'DDD'])
  await write(0, formed)
  const kills = { small: 5, ci: 20, full: 60 }[process.env.TITAN_TEST_SIZE ?? 'small'] ?? 5
  const launch = () => {
    const child = spawn(process.execPath, [new URL('../run.ts', import.meta.url).pathname, 'signals'], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: connection.url,
        TITAN_LOG: 'silent',
        TITAN_HOME: '/tmp',
        TITAN_SESSION_SECRET: 'x'.repeat(32),
        TITAN_TICKET_SECRET: 'x'.repeat(32),
      } as unknown as NodeJS.ProcessEnv,
      stdio: 'ignore',
    })
    children.push(child)
    return child
  }
  let child = launch()
  const writing = (async () => {
    const perStep = Math.ceil((total - formed) / (kills * 4))
    for (let i = formed; i < total; i += perStep) {
      await write(i, Math.min(total, i + perStep))
      await sleep(120)
    }
  })()
  for (let kill = 0; kill < kills; kill++) {
    await sleep(700 + ((kill * 7919) % 500))
    child.kill('SIGKILL')
    child = launch()
  }
  await writing
  await reached(pair.id, total - 1, 60_000)
  expect(await stored(pair.id)).toEqual(expected())
  const [{ count }] = await connection.sql<
    { count: number }[]
  >`select count(*)::int from (select stream, key from events union all select stream, key from outbox) told where stream = 'signals' and key = ${pair.id}`
  expect(count, 'one event a signal').toBe(expected().length)
})
