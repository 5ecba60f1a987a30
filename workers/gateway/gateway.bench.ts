import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import { type Connection, connect } from '#db/client.ts'
import { startCluster } from '#db/embedded.ts'
import { newId } from '#db/ids.ts'
import { ensureDatabase, migrateDatabase } from '#db/migrate.ts'
import { publish, startRelay } from '#db/outbox.ts'
import { createApiKey } from '#db/queries/keys.ts'
import { createUser } from '#db/queries/users.ts'
import * as tables from '#db/schema/index.ts'
import { seedPair, seedSeries } from '#graphql/testing/facts.ts'
import type { Bench, BenchRow } from '../../config/bench.ts'
import { sharedNow, startChild } from './bench/child.ts'
import { builtPort, startWeb, webIsMissing } from './bench/web.ts'

interface Leg {
  readonly seriesId: number
  readonly instrumentId: string
}

interface Place {
  readonly url: string
  readonly connection: Connection
  readonly userId: string
  readonly key: string
  readonly pairId: string
  readonly legs: readonly Leg[]
}

/** A throw-away database with a person, a key and a shared pair. */
async function withPlace<T>(work: (place: Place) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'titan-bench-'))
  const cluster = await startCluster({ home, port: 0, durable: false })
  await ensureDatabase(cluster.url)
  await migrateDatabase(cluster.url)
  const connection = connect(cluster.url, { max: 4, name: 'titan-bench' })
  try {
    const user = await createUser(connection.db, { name: 'bench', role: 'researcher' })
    if (!user) throw new Error('Invariant: the first user was not made')
    const { secret } = await createApiKey(connection.db, {
      ownerId: user.id,
      name: 'bench',
      scopes: ['read'],
      expiresInDays: null,
    })
    const y = await seedSeries(connection, 'YYY', [1, 2, 3])
    const x = await seedSeries(connection, 'XXX', [2, 3, 4])
    const pairId = await seedPair(connection, { ownerId: user.id, visibility: 'shared' }, y, x)
    return await work({ url: cluster.url, connection, userId: user.id, key: secret, pairId, legs: [y, x] })
  } finally {
    await connection.close()
    await cluster.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/** A signal with its event, in one transaction, as if its bar had closed just now. */
async function giveSignal({ connection, pairId, userId }: Place, n: number): Promise<void> {
  const id = newId()
  const closedAt = Math.floor(sharedNow())
  const row = {
    id,
    pairId,
    strategy: 'pairs-zscore',
    kind: n % 2 === 0 ? 'ENTER' : 'EXIT',
    side: n % 2 === 0 ? 'long' : 'flat',
    z: -2.1,
    spread: 0.0123,
    beta: 0.8123,
    yClose: 101.25,
    xClose: 55.5,
    strength: 0.53,
    reason: 'z −2.10 at or below −2.00',
  } as const
  const owned = { ownerId: userId, visibility: 'shared' } as const
  await connection.db.transaction(async (tx) => {
    await tx
      .insert(tables.signals)
      .values({ ...row, ...owned, barTs: new Date(closedAt - 1_000), closedAt: new Date(closedAt) })
    await publish(tx, [
      {
        stream: 'signals',
        key: pairId,
        ...owned,
        payload: { ...row, y: 'YYY', x: 'XXX', barTs: closedAt - 1_000, closedAt },
      },
    ])
  })
}

/** Both bars of a pair and their events, in one transaction, closed just now. */
async function closeBars({ connection }: Place, legs: readonly Leg[], n: number): Promise<void> {
  const ts = Math.floor(sharedNow()) - 1_000
  // Up and down in turn, against a window that has seen both: each bar enters or leaves.
  const close = n % 2 === 0 ? 100 : 102
  const bars = legs.map(({ seriesId }) => ({
    seriesId,
    ts: new Date(ts),
    open: close,
    high: close,
    low: close,
    close,
    volume: 1,
  }))
  await connection.db.transaction(async (tx) => {
    await tx.insert(tables.bars).values(bars)
    await publish(
      tx,
      legs.map(({ seriesId, instrumentId }) => ({
        stream: 'bars' as const,
        key: instrumentId,
        ownerId: null,
        visibility: 'shared' as const,
        payload: {
          instrumentId,
          seriesId,
          timeframe: '1s',
          ts,
          open: close,
          high: close,
          low: close,
          close,
          volume: 1,
        },
      })),
    )
  })
}

const liveText =
  'subscription Live { signals { cursor signal { id pairId y x kind side z spread beta strength reason closedAt } } }'
const subscribers = 1_000
const events = 250

interface Seen {
  readonly messages: number
  readonly fewest: number
  readonly most: number
  readonly wrong: number
  readonly p50: number
  readonly p99: number
  readonly max: number
  readonly lagP99: number
}

/** Lets something happen five times a second and asks the crowd how long it took to see it. */
async function watched(place: Place, happen: (n: number) => Promise<void>, throughWeb = false): Promise<Seen> {
  const relay = startRelay(place.url)
  await relay.leading
  const server = startChild('./server.ts', { url: place.url, ...(throughWeb && { port: builtPort }) })
  const { port } = await server.answer<{ port: number }>()
  const web = throughWeb ? await startWeb(place.url) : null
  const at = web ? { port: web.port, path: '/api/graphql' } : { port, path: '/graphql' }
  const crowd = startChild('./crowd.ts', { ...at, key: place.key, clients: subscribers, query: liveText })
  try {
    await crowd.answer()
    for (let n = 0; n < events; n++) {
      const next = performance.now() + 200
      await happen(n)
      await sleep(Math.max(0, next - performance.now()))
    }
    await sleep(1_000)
    crowd.send({ tell: true })
    return await crowd.answer<Seen>()
  } finally {
    await crowd.stop()
    await web?.stop()
    await server.stop()
    await relay.stop()
  }
}

function latencyRow(workload: string, seen: Seen): BenchRow {
  const whole = seen.fewest === events && seen.most === events && seen.wrong === 0
  const share = (100 * seen.messages) / (subscribers * events)
  return {
    name: 'fanout-1k',
    workload: `${workload}, ${subscribers} graphql-ws clients in one process, 5 a second, ${events} events: p99; p50 ${seen.p50.toFixed(1)} ms, worst ${seen.max.toFixed(0)} ms, lag of the client process itself p99 ${seen.lagP99.toFixed(1)} ms, ${share.toFixed(2)} % delivered${whole ? ', each once' : `, ${seen.fewest} to ${seen.most} each`}`,
    value: seen.p99,
    unit: 'ms',
    better: 'lower',
    target: 50,
    pass: seen.p99 <= 50 && whole,
    beside: null,
  }
}

/** Closed bar → relay → the role that gives signals → relay → gateway → client. */
const fromBar = () =>
  withPlace(async (place) => {
    const { db } = place.connection
    await db.update(tables.series).set({ timeframe: '1s' })
    const params = { window: 6, entry: 0.5, exit: 0.4, stop: 40, timeStopBars: 0, hedge: 'fixed', alpha: 0, beta: 0 }
    await db.update(tables.pairs).set({ params })
    for (let n = 0; n < 20; n++) {
      const close = n % 2 === 0 ? 100 : 102
      const ts = new Date(Math.floor(sharedNow()) - 60_000 + n * 1_000)
      await db.insert(tables.bars).values(place.legs.map(({ seriesId }) => ({ seriesId, ts, close })))
    }
    const giver = startChild('./signals.ts', { url: place.url })
    try {
      await giver.answer()
      return await watched(place, (n) => closeBars(place, place.legs, n))
    } finally {
      await giver.stop()
    }
  })

async function fanout(): Promise<BenchRow[]> {
  const signalsOnly = (throughWeb: boolean) =>
    withPlace((place) => watched(place, (n) => giveSignal(place, n), throughWeb))
  const rows = [
    latencyRow('closed bar → signal', await fromBar()),
    latencyRow('signal written → signal (the fan-out alone)', await signalsOnly(false)),
  ]
  const missing = await webIsMissing()
  if (missing) process.stderr.write(`Through the web port it is not measured: ${missing}\n`)
  else {
    const row = latencyRow('the fan-out alone through the web port', await signalsOnly(true))
    rows.push({ ...row, target: null, pass: true })
  }
  return rows
}

const listText = `query List { signals(first: 100) { edges { node {
  id pairId y x strategy kind side barTs closedAt z spread beta yClose xClose strength reason simulated } } } }`

async function load(port: number, key: string | null): Promise<number> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/graphql`,
    method: 'POST',
    connections: 16,
    duration: 5,
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ query: listText }),
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers were refused, ${result.errors} failed`)
  return result.requests.average
}

async function list(): Promise<BenchRow[]> {
  return withPlace(async (place) => {
    for (let n = 0; n < 150; n++) await giveSignal(place, n)
    const children = {
      plain: startChild('./plain.ts', { url: place.url, userId: place.userId }),
      ours: startChild('./server.ts', { url: place.url, stored: false }),
      stored: startChild('./server.ts', { url: place.url }),
    }
    try {
      const rates = { plain: [] as number[], ours: [] as number[], stored: [] as number[] }
      const ports = {
        plain: (await children.plain.answer<{ port: number }>()).port,
        ours: (await children.ours.answer<{ port: number }>()).port,
        stored: (await children.stored.answer<{ port: number }>()).port,
      }
      // Turn and turn about: a machine that slows down slows all of them.
      for (let round = 0; round < 3; round++) {
        for (const name of ['plain', 'ours', 'stored'] as const) {
          rates[name].push(await load(ports[name], name === 'plain' ? null : place.key))
        }
      }
      const best = (values: number[]) => values.toSorted((a, b) => a - b)[1]
      const [plain, ours, stored] = [best(rates.plain), best(rates.ours), best(rates.stored)]
      const row = (name: string, workload: string, value: number, times: number): BenchRow => ({
        name,
        workload,
        value,
        unit: 'requests/s',
        better: 'higher',
        target: times * plain,
        pass: value >= times * plain,
        beside: { name: 'plain Apollo', value: plain, ratio: value / plain },
      })
      return [
        row(
          'list-100',
          '100 signals over HTTP with sign-in and limits, 16 connections; beside it Apollo alone with the same schema and database',
          ours,
          1,
        ),
        row('list-100', 'the same where nothing has changed: stored answers, sign-in and limits as always', stored, 4),
      ]
    } finally {
      for (const child of Object.values(children)) await child.stop()
    }
  })
}

export const benches: readonly Bench[] = [
  { name: 'fanout-1k', run: fanout },
  { name: 'list-100', run: list },
]
