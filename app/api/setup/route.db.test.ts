import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { house } from '#app/_data/server.ts'
import { createSignInLink } from '#db/queries/links.ts'
import { testDatabase } from '#db/testing/database.ts'
import { POST } from './route.ts'

const connection = await testDatabase()
beforeAll(() => vi.stubEnv('DATABASE_URL', connection.url))
afterAll(async () => {
  await house().connection.close()
  vi.unstubAllEnvs()
})

const ours = 'http://127.0.0.1:3000'
const post = async (form: unknown, headers: Record<string, string> = {}) => {
  const request = new Request(`${ours}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', host: '127.0.0.1:3000', origin: ours, ...headers },
    body: typeof form === 'string' ? form : JSON.stringify(form),
  })
  const response = await POST(request)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

test('the owner is made from our own page, with the link, once; everything else is refused with what to do', async () => {
  const token = await createSignInLink(connection.db, { purpose: 'owner' })
  const form = { token, name: 'ada', password: 'a long enough password' }
  expect(await post(form, { origin: 'https://evil.example' })).toMatchObject({
    status: 403,
    body: { error: { code: 'FORBIDDEN' } },
  })
  expect(await post(form, { host: 'rebound.example' })).toMatchObject({ status: 403 })
  expect(await post('{broken')).toMatchObject({ status: 400, body: { error: { code: 'BAD_USER_INPUT' } } })
  expect(await post({ ...form, password: 'short' })).toMatchObject({
    status: 400,
    body: { error: { code: 'BAD_USER_INPUT', issues: [{ path: 'password' }] } },
  })
  expect(await post({ ...form, token: 'x'.repeat(43) })).toMatchObject({
    status: 401,
    body: { error: { code: 'UNAUTHENTICATED', hint: expect.any(String) } },
  })
  expect(await post(form)).toEqual({ status: 200, body: { name: 'ada' } })
  expect(await post(form)).toMatchObject({ status: 401 })
})
