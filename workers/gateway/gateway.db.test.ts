import { expect, test } from 'vitest'
import { testGateway } from './testing/gateway.ts'

const gateway = await testGateway()
const { ask, browse, post, person } = gateway

test('a key, a cookie from our page and a token say who asks; nobody at all is nobody', async () => {
  const ada = await person('researcher')
  const who = '{ viewer { user { name } role scopes sessionId } }'
  const viewer = { user: { name: ada.name }, role: 'researcher', scopes: ['read', 'research'] }
  expect((await ask(who, {}, ada.key)).data).toEqual({ viewer: { ...viewer, sessionId: null } })
  expect((await browse(who, {}, ada.cookie)).data).toEqual({ viewer: { ...viewer, sessionId: ada.sessionId } })
  const token = String(
    (await ask('mutation { createToken(minutes: 5) { token } }', {}, ada.key)).data.createToken.token,
  )
  expect((await ask(who, {}, token)).data).toEqual({ viewer: { ...viewer, sessionId: null } })
  expect((await ask(who)).data).toEqual({ viewer: null })
  const refused = await ask('{ overview { instruments } }')
  expect(refused.errors[0].extensions).toMatchObject({ code: 'UNAUTHENTICATED', kind: 'unauthenticated' })
  expect(gateway.bugs).toEqual([])
})

test('a cookie without a page of ours behind it says nothing', async () => {
  const ada = await person('viewer')
  const body = JSON.stringify({ query: '{ viewer { role } }' })
  expect((await post(body, { cookie: ada.cookie })).data).toEqual({ viewer: null })
  const foreign = await post(body, { cookie: ada.cookie, origin: 'https://evil.example' })
  expect(foreign).toMatchObject({ status: 403, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
})

test('a key that has run out, was revoked, or whose owner is disabled opens nothing', async () => {
  const { sql } = gateway.connection
  for (const change of ['expires', 'revoked', 'disabled'] as const) {
    const eve = await person('viewer')
    if (change === 'expires')
      await sql`update api_keys set expires_at = now() - interval '1 second' where id = ${eve.keyId}`
    if (change === 'revoked') await sql`update api_keys set revoked_at = now() where id = ${eve.keyId}`
    if (change === 'disabled') await sql`update users set disabled_at = now() where id = ${eve.id}`
    const answer = await ask('{ viewer { role } }', {}, eve.key)
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    expect(answer.errors[0].message).toContain('API key')
  }
})

test('a key holds what it was given, not what its owner may do', async () => {
  const root = await person('admin', ['read'])
  expect((await ask('{ viewer { role scopes } }', {}, root.key)).data.viewer).toEqual({
    role: 'admin',
    scopes: ['read'],
  })
  expect((await ask('{ users(first: 1) { totalCount } }', {}, root.key)).errors[0].extensions.code).toBe('FORBIDDEN')
  expect((await browse('{ users(first: 1) { totalCount } }', {}, root.cookie)).errors).toEqual([])
})

test('a person makes a key in the browser, sees it once, uses it and ends it', async () => {
  const ada = await person('researcher')
  const made = await browse(
    'mutation { createApiKey(input: { name: "cron", scopes: [read], expiresInDays: 30 }) { secret key { id prefix scopes expiresAt } } }',
    {},
    ada.cookie,
  )
  const { secret, key } = made.data.createApiKey
  expect(String(secret)).toMatch(/^tk_[A-Za-z0-9_-]{43}$/)
  expect(String(secret).startsWith(String(key.prefix))).toBe(true)
  expect((await ask('{ viewer { scopes } }', {}, String(secret))).data.viewer.scopes).toEqual(['read'])
  expect(JSON.stringify((await browse('{ apiKeys { id name prefix } }', {}, ada.cookie)).data)).not.toContain(
    String(secret),
  )
  const end = await ask('mutation ($id: ID!) { revokeApiKey(id: $id) { revokedAt } }', { id: key.id }, String(secret))
  expect(String(end.data.revokeApiKey.revokedAt), 'a key may end itself').toMatch(/^20/)
  await expect.poll(async () => (await ask('{ viewer { role } }', {}, String(secret))).status).toBe(401)
})

test('an admin makes a person, who signs in by the link', async () => {
  const root = await person('admin')
  const { data } = await browse(
    'mutation { createUser(input: { name: "grace", role: trader }) { path user { name role } } }',
    {},
    root.cookie,
  )
  expect(data.createUser).toMatchObject({
    path: expect.stringMatching(/^\/link#[A-Za-z0-9_-]{43}$/),
    user: { name: 'grace', role: 'trader' },
  })
  const again = await browse(
    'mutation { createUser(input: { name: "grace", role: viewer }) { path } }',
    {},
    root.cookie,
  )
  expect(again.errors[0].extensions.code).toBe('CONFLICT')
  const wrong = await browse(
    'mutation { createUser(input: { name: "Not A Name", role: viewer }) { path } }',
    {},
    root.cookie,
  )
  expect(wrong.errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path: 'name' }] })
})

test('health tells liveness and readiness with the id of this start', async () => {
  const get = async (path: string) => {
    const response = await fetch(new URL(path, gateway.url))
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const live = await get('/health/live')
  expect(live).toMatchObject({ status: 200, body: { status: 'ok', startId: expect.any(String) } })
  expect(await get('/health/ready')).toEqual({
    status: 200,
    body: { status: 'ok', startId: live.body.startId, database: true, events: true },
  })
  expect((await get('/nothing')).body).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
})

test('a port that is taken is said in one line that names the variable', async () => {
  const { startGateway } = await import('./run.ts')
  await expect(
    startGateway({
      env: {
        TITAN_HOST: '127.0.0.1',
        TITAN_GATEWAY_PORT: gateway.port,
        TITAN_WEB_PORT: 3000,
        TITAN_ORIGINS: [],
        TITAN_RATE_POINTS: 600,
      },
      sessionSecret: 'x'.repeat(32),
      ticketSecret: 'y'.repeat(32),
      connection: gateway.connection,
      queue: null,
    }),
  ).rejects.toThrow(`Port ${gateway.port} is taken: set TITAN_GATEWAY_PORT`)
})
