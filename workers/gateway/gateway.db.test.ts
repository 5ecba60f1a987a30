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
