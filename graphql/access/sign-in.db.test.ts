import { expect, test } from 'vitest'
import { connect } from '#db/client.ts'
import { claimOnce, takeToken } from '#db/queries/buckets.ts'
import { createSignInLink, redeemSignInLink, sha256 } from '#db/queries/links.ts'
import { findSession, listSessions, revokeOtherSessions } from '#db/queries/sessions.ts'
import { changeRole, createUser, findUserByName, hasOwner, setPassword, verifyPassword } from '#db/queries/users.ts'
import { testDatabase } from '#db/testing/database.ts'
import { setUpOwner, signInByLink, signInByPassword, signOut, viewerOfSession } from './sign-in.ts'

const connection = await testDatabase()
const { db, sql } = connection
let n = 0
/** Everybody comes from an address of their own, unless a test says otherwise. */
const visitor = (address = `192.0.2.${++n}`) => ({ address, userAgent: 'a browser' })
const secret = 'correct horse battery'

test('the owner is made once, by the link of the first start, and by nobody else', async () => {
  const old = await createSignInLink(db, { purpose: 'owner' })
  const link = await createSignInLink(db, { purpose: 'owner' })
  expect(link).toMatch(/^[A-Za-z0-9_-]{43}$/)
  const form = (token: string, name = 'ada', password = secret) => ({ token, name, password })
  await expect(setUpOwner(connection, form(old), visitor()), 'a newer link was made').rejects.toMatchObject({
    kind: 'unauthenticated',
  })
  await expect(setUpOwner(connection, form(link, 'ada', 'short'), visitor())).rejects.toMatchObject({
    kind: 'input',
    issues: [{ path: 'password' }],
  })
  await expect(setUpOwner(connection, form(link, 'Ada Lovelace!'), visitor())).rejects.toMatchObject({ kind: 'input' })
  expect(await hasOwner(db)).toBe(false)
  const attempts = await Promise.allSettled(
    ['ada', 'eve'].map((name) => setUpOwner(connection, form(link, name), visitor())),
  )
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await hasOwner(db)).toBe(true)
  const another = await createSignInLink(db, { purpose: 'owner' })
  await expect(setUpOwner(connection, form(another, 'mallory'), visitor())).rejects.toMatchObject({ kind: 'conflict' })
  await sql`delete from users`
})

test('the right password opens a session; wrong name and wrong password are the same answer in the same time', async () => {
  const bob = await createUser(db, { name: 'bob', role: 'trader', password: secret })
  expect(await createUser(db, { name: 'bob', role: 'viewer' }), 'the name is taken').toBeNull()
  const inside = await signInByPassword(connection, { name: ' Bob ', password: secret }, visitor())
  expect(inside).toMatchObject({ userId: bob?.id, name: 'bob' })
  expect(await viewerOfSession(connection, inside?.sessionId ?? '')).toMatchObject({
    name: 'bob',
    role: 'trader',
    scopes: ['read', 'research', 'trade'],
  })
  const time = async (name: string) => {
    const since = performance.now()
    expect(await verifyPassword(db, name, 'wrong')).toBeNull()
    return performance.now() - since
  }
  await time('warm')
  const best = async (name: string) => Math.min(await time(name), await time(name), await time(name))
  const [known, unknown] = [await best('bob'), await best('nobody')]
  expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(2.5)
  for (const form of [null, {}, { name: 'bob' }, { name: 'bob', password: ['x'] }]) {
    expect(await signInByPassword(connection, form, visitor())).toBeNull()
  }
})

test('what is stored is no password and no token', async () => {
  const link = await createSignInLink(db, { purpose: 'owner' })
  const [{ all }] = await sql<{ all: string }[]>`
    select (select string_agg(u::text, ' ') from users u) || (select string_agg(l::text, ' ') from sign_in_links l) as all`
  expect(all).not.toContain(secret)
  expect(all).not.toContain(link)
  expect(all).toContain(sha256(link))
  expect(all).toMatch(/\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('a link of a person works once, for its purpose, within its time', async () => {
  const eve = await createUser(db, { name: 'eve', role: 'viewer' })
  const token = await createSignInLink(db, { purpose: 'user', userId: eve?.id })
  expect(await redeemSignInLink(db, token, 'owner')).toBeNull()
  const two = await Promise.all([1, 2].map(() => signInByLink(connection, { token }, visitor())))
  expect(two.filter(Boolean)).toHaveLength(1)
  const late = await createSignInLink(db, { purpose: 'user', userId: eve?.id })
  await sql`update sign_in_links set expires_at = now() - interval '1 second' where token_hash = ${sha256(late)}`
  expect(await signInByLink(connection, { token: late }, visitor())).toBeNull()
  expect(await signInByLink(connection, { token: 'x' }, visitor())).toBeNull()
  const disabled = await createSignInLink(db, { purpose: 'user', userId: eve?.id })
  await sql`update users set disabled_at = now() where name = 'eve'`
  expect(await signInByLink(connection, { token: disabled }, visitor())).toBeNull()
})

test('signing out ends the session for every copy of the cookie; a new password ends the others', async () => {
  const bob = await findUserByName(db, 'bob')
  if (!bob) throw new Error('bob is gone')
  const open = async () =>
    (await signInByPassword(connection, { name: 'bob', password: secret }, visitor()))?.sessionId ?? ''
  const [a, b, c] = [await open(), await open(), await open()]
  await signOut(connection, a)
  await signOut(connection, a)
  await signOut(connection, 'no id')
  expect(await viewerOfSession(connection, a)).toBeNull()
  expect(await viewerOfSession(connection, 'no id')).toBeNull()
  await setPassword(db, bob.id, 'another long password')
  await revokeOtherSessions(db, bob.id, b)
  expect((await listSessions(db, bob.id)).map(({ id }) => id)).toEqual([b])
  expect(await findSession(db, c)).toBeNull()
  expect(await verifyPassword(db, 'bob', secret)).toBeNull()
  expect(await verifyPassword(db, 'bob', 'another long password')).toMatchObject({ name: 'bob' })
})

test('too many attempts wait, by account from anywhere and by address for anybody; the right password waits too', async () => {
  await createUser(db, { name: 'carol', role: 'viewer', password: secret })
  for (let i = 0; i < 10; i++)
    expect(await signInByPassword(connection, { name: 'carol', password: 'wrong' }, visitor())).toBeNull()
  await expect(signInByPassword(connection, { name: 'carol', password: secret }, visitor())).rejects.toMatchObject({
    kind: 'limited',
    retryAfterMs: expect.any(Number),
  })
  await createUser(db, { name: 'dave', role: 'viewer', password: secret })
  expect(
    await signInByPassword(connection, { name: 'dave', password: secret }, visitor()),
    'others are let in',
  ).not.toBeNull()
  for (let i = 0; i < 30; i++)
    await takeToken(sql, 'sign-in address 198.51.100.1', { capacity: 30, refillPerSecond: 0.25 })
  await expect(
    signInByPassword(connection, { name: 'dave', password: secret }, visitor('198.51.100.1')),
  ).rejects.toMatchObject({ kind: 'limited' })
})

test('whoever tries links that are none locks nobody else out, and is slowed down by address', async () => {
  const frank = await createUser(db, { name: 'frank', role: 'viewer' })
  const none = () => ({ token: 'A'.repeat(43) })
  for (let i = 0; i < 20; i++) expect(await signInByLink(connection, none(), visitor())).toBeNull()
  const token = await createSignInLink(db, { purpose: 'user', userId: frank?.id })
  expect(await signInByLink(connection, { token }, visitor())).toMatchObject({ name: 'frank' })
  for (let i = 0; i < 30; i++) expect(await signInByLink(connection, none(), visitor('198.51.100.2'))).toBeNull()
  await expect(signInByLink(connection, none(), visitor('198.51.100.2'))).rejects.toMatchObject({ kind: 'limited' })
})

test('when attempts cannot be counted nobody gets in', async () => {
  const away = connect('postgres://titan:x@127.0.0.1:1/none', { max: 1 })
  await expect(
    signInByPassword({ ...connection, sql: away.sql }, { name: 'dave', password: secret }, visitor()),
  ).rejects.toMatchObject({ kind: 'unavailable' })
  await away.close()
})

test('two processes cannot both take the last token, nor both use a ticket', async () => {
  const size = { capacity: 5, refillPerSecond: 0.001 }
  const waits = await Promise.all(Array.from({ length: 20 }, () => takeToken(sql, 'shared', size)))
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5)
  const once = await Promise.all(Array.from({ length: 10 }, () => claimOnce(sql, 'ticket x')))
  expect(once.filter(Boolean)).toHaveLength(1)
})

test('the last admin stays one', async () => {
  const first = await createUser(db, { name: 'root', role: 'admin', password: secret })
  const second = await createUser(db, { name: 'toor', role: 'admin', password: secret })
  if (!first || !second) throw new Error('not made')
  expect(await db.transaction((tx) => changeRole(tx, first.id, 'viewer'))).toMatchObject({ role: 'viewer' })
  expect(await db.transaction((tx) => changeRole(tx, second.id, 'viewer'))).toBe('last-admin')
  const told = await sql<{ key: string; what: string }[]>`
    select key, payload->>'what' as what from outbox where stream = 'sessions' and payload->>'what' = 'role'`
  expect(told, 'whoever changed it, gateways hear of it').toEqual([{ key: first.id, what: 'role' }])
})
