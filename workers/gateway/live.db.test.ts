import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'graphql-ws'
import { afterAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { publish } from '#db/outbox.ts'
import { revokeApiKey } from '#db/queries/keys.ts'
import { revokeSession } from '#db/queries/sessions.ts'
import { giveSignal, type Owned, seedPair, seedSeries } from '#graphql/testing/facts.ts'
import { type Loose, testGateway } from './testing/gateway.ts'

const gateway = await testGateway({ jobs: true })
const { connection, client, person, ask, browse } = gateway
const y = await seedSeries(connection, 'YYY', [1, 2, 3])
const x = await seedSeries(connection, 'XXX', [2, 3, 4])
const ada = await person('researcher')
const bob = await person('viewer')
const root = await person('admin')
const makePair = async (owned: Owned) => ({ id: await seedPair(connection, owned, y, x), y: 'YYY', x: 'XXX', ...owned })
const shared = await makePair({ ownerId: ada.id, visibility: 'shared' })

const signalsText = `subscription Live($after: Cursor, $pairId: ID) {
  signals(after: $after, pairId: $pairId) { cursor signal { reason y x simulated } }
}`

interface Seen {
  reason: string
  cursor: string
}

/** Operations that were begun and have not ended. */
let listening = 0

/** Subscribes and collects; `until` waits for something to have come. */
function listen(from: Client, query: string, variables: Record<string, unknown> = {}) {
  const seen: Seen[] = []
  const raw: Loose[] = []
  const errors: unknown[] = []
  let over = false
  let wake = () => {}
  let counted = true
  listening += 1
  const leave = () => {
    if (counted) listening -= 1
    counted = false
  }
  const dispose = from.subscribe<Record<string, Loose>>(
    { query, variables },
    {
      next({ data, errors: wrong }) {
        if (wrong) errors.push(...wrong)
        if (data) raw.push(data as unknown as Loose)
        if (data?.signals)
          seen.push({ reason: String(data.signals.signal.reason), cursor: String(data.signals.cursor) })
        wake()
      },
      error(reason) {
        errors.push(...(Array.isArray(reason) ? reason : [reason]))
        leave()
        wake()
      },
      complete() {
        over = true
        leave()
        wake()
      },
    },
  )
  const stop = () => {
    leave()
    dispose()
  }
  const until = async (test: () => boolean) => {
    const end = Date.now() + 8_000
    while (!test()) {
      if (Date.now() > end) throw new Error(`waited in vain: ${JSON.stringify({ seen, raw, errors, over })}`)
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, 100)
      })
    }
  }
  return { seen, raw, errors, stop, until, ended: () => over }
}

/** Until the gateway has exactly the subscriptions that are open here: a client is told nothing when its own begins. */
const seated = () => expect.poll(() => gateway.figures().subscriptions - listening, { timeout: 8_000 }).toBe(0)
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `signal ${from + i}`)

test('signals arrive live, once, in order, at everybody who may see them, from one rendering', async () => {
  const crowd = Array.from({ length: 20 }, () => listen(client({ apiKey: bob.key }), signalsText))
  await seated()
  expect(gateway.figures().groups).toBe(1)
  for (let n = 1; n <= 5; n++) await giveSignal(connection, shared, n)
  for (const one of crowd) {
    await one.until(() => one.seen.length >= 5)
    expect(one.seen.map(({ reason }) => reason)).toEqual(numbers(1, 5))
    expect(one.raw[0].signals.signal).toEqual({ reason: 'signal 1', y: 'YYY', x: 'XXX', simulated: false })
    one.stop()
  }
  await expect.poll(() => gateway.figures()).toMatchObject({ groups: 0, subscriptions: 0 })
})

test('after a disconnect the missed ones come first, then the live ones: no gap, no double, however they interleave', async () => {
  const first = listen(client({ apiKey: bob.key }), signalsText)
  await seated()
  await giveSignal(connection, shared, 10)
  await first.until(() => first.seen.length === 1)
  first.stop()
  const after = first.seen[0].cursor
  for (let n = 11; n <= 30; n++) await giveSignal(connection, shared, n)
  const writing = (async () => {
    for (let n = 31; n <= 60; n++) await giveSignal(connection, shared, n)
  })()
  const back = Array.from({ length: 5 }, () => listen(client({ apiKey: bob.key }), signalsText, { after }))
  await writing
  for (const one of back) {
    await one.until(() => one.seen.length >= 50)
    expect(one.seen.map(({ reason }) => reason)).toEqual(numbers(11, 60))
    one.stop()
  }
})

test('a cursor of another database asks for a new start and gives the place', async () => {
  const beyond = listen(client({ apiKey: bob.key }), signalsText, { after: '999999999' })
  await beyond.until(() => beyond.errors.length > 0)
  expect(beyond.errors[0]).toMatchObject({
    extensions: { code: 'RESYNC_REQUIRED', cursor: expect.stringMatching(/^\d+$/) },
  })
})

test('private signals reach their owner and admins, live and on replay, and nobody else', async () => {
  const mine = await makePair({ ownerId: bob.id, visibility: 'private' })
  const cursor = gateway.figures().position
  const people = [bob, root, ada].map((who) => listen(client({ apiKey: who.key }), signalsText))
  await seated()
  await giveSignal(connection, mine, 100)
  await giveSignal(connection, shared, 101)
  for (const one of people) await one.until(() => one.seen.some(({ reason }) => reason === 'signal 101'))
  expect(people.map(({ seen }) => seen.map(({ reason }) => reason))).toEqual([
    ['signal 100', 'signal 101'],
    ['signal 100', 'signal 101'],
    ['signal 101'],
  ])
  const again = listen(client({ apiKey: ada.key }), signalsText, { after: cursor })
  await again.until(() => again.seen.length > 0)
  expect(again.seen.map(({ reason }) => reason)).toEqual(['signal 101'])
  const other = listen(client({ apiKey: ada.key }), signalsText, { pairId: mine.id })
  await other.until(() => other.errors.length > 0)
  expect(other.errors[0]).toMatchObject({ extensions: { code: 'NOT_FOUND' } })
})

test('bars and pair states come for the ids that are asked for', async () => {
  const bars = listen(
    client({ apiKey: bob.key }),
    'subscription Bars($ids: [ID!]!) { bars(instrumentIds: $ids) { ts close open } }',
    { ids: [y.instrumentId] },
  )
  await seated()
  const states = listen(
    client({ apiKey: bob.key }),
    'subscription States($ids: [ID!]!) { pairState(ids: $ids) { pairId side z } }',
    { ids: [shared.id] },
  )
  await seated()
  const bar = { timeframe: '1d', ts: 86_400_000, open: null, high: null, low: null, close: 7, volume: null }
  await publish(
    connection.db,
    [y, x].map((one) => ({
      stream: 'bars' as const,
      key: one.instrumentId,
      ownerId: null,
      visibility: 'shared' as const,
      payload: { ...bar, instrumentId: one.instrumentId, seriesId: one.seriesId },
    })),
  )
  const state = { barTs: 0, side: 'short', z: 2.5, spread: 0, mean: 0, sd: 1, beta: 1 }
  await publish(connection.db, [
    {
      stream: 'pairs',
      key: shared.id,
      ownerId: ada.id,
      visibility: 'shared',
      payload: { ...state, pairId: shared.id },
    },
  ])
  await bars.until(() => bars.raw.length === 1)
  await states.until(() => states.raw.length === 1)
  expect(bars.raw[0].bars).toEqual({ ts: '1970-01-02T00:00:00.000Z', close: 7, open: null })
  expect(states.raw[0].pairState).toEqual({ pairId: shared.id, side: 'short', z: 2.5 })
})

test('the progress of a job begins with where it stands and ends with the job', async () => {
  const { queue } = gateway
  if (!queue) throw new Error('no queue')
  const { id } = await queue.enqueue(connection.db, {
    kind: 'nap',
    payload: { ms: 10 },
    ownerId: ada.id,
    visibility: 'private',
  })
  const progress = listen(
    client({ apiKey: ada.key }),
    'subscription P($id: ID!) { jobProgress(id: $id) { id state owner { name } } }',
    { id },
  )
  await progress.until(() => progress.raw.length > 0)
  expect(progress.raw[0].jobProgress).toEqual({ id, state: 'queued', owner: { name: ada.name } })
  const foreign = await ask('mutation C($id: ID!) { cancelJob(id: $id) { state } }', { id }, bob.key)
  expect(foreign.errors[0].extensions.code).toBe('FORBIDDEN')
  const cancelled = await ask('mutation C($id: ID!) { cancelJob(id: $id) { state } }', { id }, ada.key)
  expect(cancelled.data.cancelJob.state).toBe('cancelled')
  await progress.until(progress.ended)
  expect(progress.raw.at(-1)?.jobProgress.state).toBe('cancelled')
  const late = listen(client({ apiKey: ada.key }), 'subscription P($id: ID!) { jobProgress(id: $id) { state } }', {
    id,
  })
  await late.until(late.ended)
  expect(late.raw).toEqual([{ jobProgress: { state: 'cancelled' } }])
})

/** Opens a socket by hand and says how it ended. */
const closing = (params: Record<string, unknown> | undefined, headers: Record<string, string> = {}) =>
  new Promise<{ code: number; status: number | null; acknowledged: boolean }>((resolve) => {
    const socket = new WebSocket(gateway.socketUrl, 'graphql-transport-ws', { headers })
    let acknowledged = false
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: params })))
    socket.on('message', () => {
      acknowledged = true
      socket.close(1000)
    })
    socket.on('unexpected-response', (_, response) =>
      resolve({ code: 0, status: response.statusCode ?? 0, acknowledged }),
    )
    socket.on('error', () => {})
    socket.on('close', (code) => resolve({ code, status: null, acknowledged }))
  })

test('a cookie alone opens no socket; a ticket opens one, once; a foreign page or host none', async () => {
  const ticket = async () =>
    String((await browse('mutation { createSocketTicket { ticket } }', {}, bob.cookie)).data.createSocketTicket.ticket)
  const page = { origin: gateway.origin, cookie: bob.cookie }
  expect(await closing({}, page)).toMatchObject({ code: 4403, acknowledged: false })
  expect(await closing({}, { cookie: bob.cookie })).toMatchObject({ code: 4403, acknowledged: false })
  const one = await ticket()
  expect(await closing({ ticket: one }, page)).toMatchObject({ code: 1000, acknowledged: true })
  expect(await closing({ ticket: one }, page), 'used before').toMatchObject({ code: 4403, acknowledged: false })
  expect(await closing({ ticket: `${await ticket()}x` }, page), 'forged').toMatchObject({ code: 4403 })
  expect(await closing({ apiKey: bob.key }, { origin: 'https://evil.example' })).toMatchObject({ status: 403 })
  expect(await closing({ apiKey: bob.key }, { host: 'rebound.example' })).toMatchObject({ status: 403 })
  expect(await closing({ apiKey: `tk_${'a'.repeat(43)}` })).toMatchObject({ code: 4403 })
  expect(await closing(undefined, { authorization: `Bearer ${bob.key}` })).toMatchObject({
    code: 1000,
    acknowledged: true,
  })
  const token = String((await ask('mutation { createToken { token } }', {}, bob.key)).data.createToken.token)
  expect(await closing({ token })).toMatchObject({ code: 1000, acknowledged: true })
  expect(await closing({ ticket: token }), 'a token is no ticket').toMatchObject({ code: 4403 })
})

/** An open, acknowledged socket; resolves with its close code. */
function stayOpen(params: Record<string, unknown>) {
  const socket = new WebSocket(gateway.socketUrl, 'graphql-transport-ws')
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  const ready = new Promise<void>((resolve) => socket.on('message', () => resolve()))
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: params })))
  afterAll(() => socket.terminate())
  return { ready, closed }
}

test('what was revoked closes its sockets within two seconds, and only those', async () => {
  const eve = await person('viewer')
  const ticket = String(
    (await browse('mutation { createSocketTicket { ticket } }', {}, eve.cookie)).data.createSocketTicket.ticket,
  )
  const token = String((await browse('mutation { createToken { token } }', {}, eve.cookie)).data.createToken.token)
  const bySession = stayOpen({ ticket })
  const byToken = stayOpen({ token })
  const byKey = stayOpen({ apiKey: eve.key })
  const another = stayOpen({ apiKey: bob.key })
  await Promise.all([bySession.ready, byToken.ready, byKey.ready, another.ready])
  const since = Date.now()
  await revokeSession(connection.db, eve.sessionId)
  expect(await bySession.closed).toBe(4401)
  expect(await byToken.closed, 'a token dies with its session').toBe(4401)
  expect(Date.now() - since).toBeLessThan(2_000)
  expect((await browse('{ viewer { role } }', {}, eve.cookie)).data).toEqual({ viewer: null })
  expect((await ask('{ viewer { role } }', {}, token)).status).toBe(401)

  await revokeApiKey(connection.db, { userId: eve.id, role: 'viewer' }, eve.keyId)
  expect(await byKey.closed).toBe(4401)
  expect((await ask('{ viewer { role } }', {}, eve.key)).status).toBe(401)
  expect(await Promise.race([another.closed, sleep(50, 'open')])).toBe('open')
})

test('a new role holds at once: sockets come back to be judged anew, requests see it', async () => {
  const dan = await person('viewer')
  const line = stayOpen({ apiKey: dan.key })
  await line.ready
  const set = 'mutation S($id: ID!) { setUserRole(userId: $id, role: researcher) { role } }'
  expect((await ask(set, { id: dan.id }, dan.key)).errors[0].extensions.code).toBe('FORBIDDEN')
  expect((await ask(set, { id: dan.id }, root.key)).data.setUserRole.role).toBe('researcher')
  expect(await line.closed).toBe(1012)
  expect((await ask('{ viewer { role } }', {}, dan.key)).data.viewer.role).toBe('researcher')
})

test('an error in one document ends that one only; the socket and its other subscriptions live', async () => {
  const one = client({ apiKey: bob.key })
  const live = listen(one, signalsText)
  await seated()
  for (const query of ['subscription { signals', 'subscription { nothing }', `subscription ${'{a'.repeat(3000)}`]) {
    const wrong = listen(one, query)
    await wrong.until(() => wrong.errors.length > 0)
    expect(wrong.errors[0]).toMatchObject({
      extensions: { code: expect.stringMatching(/BAD_USER_INPUT|QUERY_TOO_COMPLEX/) },
    })
  }
  const forbidden = listen(one, 'mutation { unwatchPair(id: "x") { id } }')
  await forbidden.until(() => forbidden.errors.length > 0)
  expect(forbidden.errors[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } })
  const answer = listen(one, '{ viewer { role } }')
  await answer.until(() => answer.ended())
  expect(answer.raw).toEqual([{ viewer: { role: 'viewer' } }])
  await giveSignal(connection, shared, 200)
  await live.until(() => live.seen.length === 1)
  expect(gateway.bugs).toEqual([])
})
