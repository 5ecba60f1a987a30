import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { publish, startRelay } from '#db/outbox.ts'
import { testDatabase } from '#db/testing/database.ts'
import type { Event } from '#lib/contracts/events.ts'
import { type Hub, startHub, type Topic } from './live.ts'

const connection = await testDatabase({ max: 6 })
const relay = startRelay(connection.url)
await relay.leading
const hubs: Hub[] = []
const newHub = async () => {
  const hub = await startHub(connection)
  hubs.push(hub)
  return hub
}
afterAll(async () => {
  for (const hub of hubs) await hub.stop()
  await relay.stop()
})

const runId = '00000000-0000-7000-8000-000000000001'
const tell = (key: string) =>
  publish(connection.db, [
    { stream: 'runs', key, ownerId: null, visibility: 'shared', payload: { runId, kind: 'scan', state: key } },
  ])
const newest = async () => {
  const [{ pos }] = await connection.sql<{ pos: string }[]>`select coalesce(max(pos), 0)::text as pos from events`
  return BigInt(pos)
}
const until = async (test: () => boolean | Promise<boolean>) => {
  for (let waited = 0; !(await test()); waited += 10) {
    if (waited > 8_000) throw new Error('waited in vain')
    await sleep(10)
  }
}

/** Joins and remembers the keys of what came. `slow`: each delivery of the replay takes a while. */
function join(hub: Hub, topic: Topic, slow = 0) {
  const keys: string[] = []
  let failure: unknown = null
  let complete = false
  const put = (event: Event) => void keys.push(event.key)
  const leave = hub.join(
    {
      topic: { stream: topic.stream, keys: topic.keys, isLast: topic.isLast },
      broadcast(event, members) {
        for (const _ of members) put(event)
      },
    },
    topic,
    {
      accepts: () => true,
      deliver: async (event) => {
        if (slow) await sleep(slow)
        put(event)
      },
      complete: () => void (complete = true),
    },
    (error) => void (failure = error),
  )
  return { keys, leave, failure: () => failure, complete: () => complete }
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => String(from + i))

test('replay from the table, from the ring, and the step to live lose and repeat nothing, while others write', async () => {
  await publish(
    connection.db,
    range(1, 700).map((key) => ({
      stream: 'runs',
      key,
      ownerId: null,
      visibility: 'shared',
      payload: { runId, kind: 'scan', state: 's' },
    })),
  )
  await until(async () => (await newest()) >= 700n)
  const cold = await newHub()
  const fromStart = join(cold, { stream: 'runs', after: 0n })
  const fromMiddle = join(cold, { stream: 'runs', after: 350n })
  const slowly = join(cold, { stream: 'runs', after: 650n }, 3)
  for (const key of range(701, 760)) await tell(key)
  const fromRing = join(cold, { stream: 'runs', after: 720n })
  for (const key of range(761, 780)) await tell(key)
  const all = [fromStart, fromMiddle, slowly, fromRing]
  await until(() => all.every(({ keys }) => keys.at(-1) === '780'))
  expect(fromStart.keys).toEqual(range(1, 780))
  expect(fromMiddle.keys).toEqual(range(351, 780))
  expect(slowly.keys).toEqual(range(651, 780))
  expect(fromRing.keys).toEqual(range(721, 780))
  for (const one of all) one.leave()
  await tell('781')
  await until(() => cold.head >= 781n)
  expect(fromStart.keys).toHaveLength(780)
})

test('a cursor before what is kept, and one of the future, are refused with the place to start from', async () => {
  await connection.sql`delete from events where pos < 770`
  const hub = await newHub()
  for (const after of [5n, 768n, 10_000n]) {
    const one = join(hub, { stream: 'runs', after })
    await until(() => one.failure() !== null)
    expect(one.failure()).toMatchObject({ extensions: { code: 'RESYNC_REQUIRED', cursor: String(hub.head) } })
  }
  const good = join(hub, { stream: 'runs', after: 769n })
  await until(() => good.keys.length === 12)
  expect(good.failure()).toBeNull()
})

test('of a stream that is kept shortly a cursor before its oldest event is refused, and of the others it is not', async () => {
  const stand = { instrumentId: runId, seriesId: 1, close: 1, anomaly: null, trend: null, volatility: null }
  const last = await newest()
  for (const n of [1, 2, 3]) {
    await publish(connection.db, [
      { stream: 'conditions', key: `${n}`, ownerId: null, visibility: 'shared', payload: { ...stand, barTs: n } },
    ])
    await until(async () => (await newest()) >= last + BigInt(n))
  }
  await connection.sql`delete from events where stream = 'conditions' and key <> '3'`
  const hub = await newHub()
  const old = join(hub, { stream: 'conditions', after: last })
  await until(() => old.failure() !== null)
  expect(old.failure()).toMatchObject({ extensions: { code: 'RESYNC_REQUIRED' } })
  const others = join(hub, { stream: 'runs', after: last - 2n })
  await until(() => others.keys.length === 2)
  const fresh = join(hub, { stream: 'conditions', after: last + 2n })
  await until(() => fresh.keys.length === 1)
  expect([fresh.keys, fresh.failure(), others.failure()]).toEqual([['3'], null, null])
})

test('versions rise with every event of their stream, and only theirs', async () => {
  const hub = await newHub()
  const before = hub.version('runs')
  await tell('a')
  await until(() => hub.version('runs') === before + 1)
  expect(hub.version('signals')).toBe(0)
  hub.touch('signals', 'runs')
  expect([hub.version('signals'), hub.version('runs')]).toEqual([1, before + 2])
  expect(hub.fresh).toBe(true)
})

test('a topic ends with its last event; one that begins with a snapshot shows it first', async () => {
  const hub = await newHub()
  const isLast = (event: Event) => event.payload !== null && 'state' in event.payload && event.payload.state === 'end'
  const snapshot = async () => ({
    pos: hub.head,
    stream: 'runs' as const,
    key: 'now',
    payload: { runId, kind: 'scan' as const, state: 'now' },
    ownerId: null,
    visibility: 'shared' as const,
    at: new Date(),
  })
  const one = join(hub, { stream: 'runs', isLast, snapshot })
  await until(() => one.keys.length === 1)
  await tell('more')
  await tell('end')
  await until(() => one.complete())
  expect(one.keys).toEqual(['now', 'more', 'end'])
})

test('a source can be iterated in process, from a cursor, and lets go when its reader does', async () => {
  const hub = await newHub()
  const after = hub.head
  await tell('x')
  await tell('y')
  const seen: string[] = []
  for await (const { key } of hub.source({ stream: 'runs', after })) {
    seen.push(key)
    if (seen.length === 2) break
  }
  expect(seen).toEqual(['x', 'y'])
})

test('when the database goes away the hub says so, and goes on where it stopped when it is back', async () => {
  const hub = await newHub()
  const one = join(hub, { stream: 'runs' })
  await connection.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name not like 'titan-relay%'`
  await until(() =>
    tell('back').then(
      () => true,
      () => false,
    ),
  )
  await until(() => one.keys.includes('back'))
  expect(one.keys).toEqual(['back'])
})
