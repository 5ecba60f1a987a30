import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { revokeApiKey } from '#db/queries/keys.ts'
import { giveSignal, type Owned, seedPair, seedSeries } from '#graphql/testing/facts.ts'
import { testGateway } from './testing/gateway.ts'

/** Refills so slowly that what was paid can be seen. */
const size = { capacity: 100_000, refillPerSecond: 0.001 }
const gateway = await testGateway({ budget: { account: size, key: size, address: size } })
const { connection, ask, person } = gateway
const [y, x] = [await seedSeries(connection, 'Y', [1, 2]), await seedSeries(connection, 'X', [1, 2])]
const ada = await person('researcher')
const bob = await person('viewer')
const root = await person('admin')
const makePair = async (owned: Owned) => ({ id: await seedPair(connection, owned, y, x), y: 'Y', x: 'X', ...owned })
const shared = await makePair({ ownerId: ada.id, visibility: 'shared' })
const secret = await makePair({ ownerId: bob.id, visibility: 'private' })

const text = '{ signals(first: 5) { edges { node { reason } } } }'
const reasons = async (key: string, query = text) => {
  const { data } = await ask(query, {}, key)
  return (data.signals.edges as unknown as { node: { reason: string } }[]).map(({ node }) => node.reason)
}
/** Counts the queries that really reach the table. */
const scans = async () => {
  await connection.sql`select pg_stat_force_next_flush()`
  const [row] = await connection.sql<
    { n: number }[]
  >`select (coalesce(seq_scan, 0) + coalesce(idx_scan, 0))::int as n from pg_stat_user_tables where relname = 'signals'`
  return row.n
}

test('a stored answer is the same bytes without a question to the table, until something happens', async () => {
  await giveSignal(connection, shared, 1)
  await expect.poll(() => reasons(ada.key)).toEqual(['signal 1'])
  await sleep(50)
  await reasons(ada.key)
  const before = await scans()
  for (let i = 0; i < 10; i++) expect(await reasons(ada.key)).toEqual(['signal 1'])
  expect(await scans()).toBe(before)
  await giveSignal(connection, shared, 2)
  await expect.poll(() => reasons(ada.key)).toEqual(['signal 2', 'signal 1'])
})

test('nobody is answered with what another may see', async () => {
  await giveSignal(connection, secret, 3)
  await expect.poll(() => reasons(bob.key)).toEqual(['signal 3', 'signal 2', 'signal 1'])
  for (let i = 0; i < 5; i++) {
    expect(await reasons(bob.key)).toContain('signal 3')
    expect(await reasons(root.key)).toContain('signal 3')
    expect(await reasons(ada.key)).toEqual(['signal 2', 'signal 1'])
  }
  expect((await ask(text)).errors[0].extensions.code, 'nor strangers').toBe('UNAUTHENTICATED')
})

test('a revoked key gets no stored answer, and what changes with each request is not stored', async () => {
  const eve = await person('viewer')
  await reasons(eve.key)
  await reasons(eve.key)
  await revokeApiKey(connection.db, { userId: eve.id, role: 'viewer' }, eve.keyId)
  await expect.poll(async () => (await ask(text, {}, eve.key)).status).toBe(401)
  const mixed = '{ signals(first: 1) { totalCount } rateLimit { remaining } }'
  const left = async () => Number((await ask(mixed, {}, ada.key)).data.rateLimit.remaining)
  expect(await left()).toBeGreaterThan(await left())
})

test('stored or not, it is paid for', async () => {
  const used = async () => Number((await ask(text, {}, ada.key)).headers.get('x-ratelimit-used'))
  await used()
  const first = await used()
  for (let i = 0; i < 5; i++) await used()
  expect(await used()).toBeGreaterThan(first)
})
