import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { testGateway } from './testing/gateway.ts'

const size = (capacity: number) => ({ capacity, refillPerSecond: 1 })
const gateway = await testGateway({
  budget: { account: size(40), key: size(30), address: { capacity: 10_000, refillPerSecond: 100 } },
  sockets: { perAddress: 6, perAccount: 3, subscriptions: 2 },
})
const { ask, person, client } = gateway

test('each operation is paid; the answer says what is left; then it is refused with the time to wait', async () => {
  const ada = await person('viewer')
  const page = '{ signals(first: 100) { edges { node { id } } } rateLimit { limit cost remaining used resetAt } }'
  const first = await ask(page, {}, ada.key)
  expect(first.data.rateLimit).toMatchObject({ limit: 30, cost: 3, remaining: 27, used: 3 })
  expect(Object.fromEntries([...first.headers].filter(([name]) => name.startsWith('x-ratelimit')))).toMatchObject({
    'x-ratelimit-limit': '30',
    'x-ratelimit-cost': '3',
    'x-ratelimit-remaining': '27',
    'x-ratelimit-used': '3',
    'x-ratelimit-reset': expect.stringMatching(/^\d{10}$/),
  })
  let answer = first
  for (let i = 0; i < 12 && answer.status === 200; i++) answer = await ask(page, {}, ada.key)
  expect(answer.status).toBe(429)
  expect(answer.errors[0].extensions).toMatchObject({
    code: 'RATE_LIMITED',
    kind: 'limited',
    retryAfter: expect.any(Number),
  })
  expect(answer.headers.get('retry-after')).toBe(String(answer.errors[0].extensions.retryAfter))
  const other = await person('viewer')
  expect((await ask(page, {}, other.key)).status, 'others are not held up').toBe(200)
})

test('a second key of the same account does not make it richer', async () => {
  const ada = await person('viewer')
  const token = String((await ask('mutation { createToken { token } }', {}, ada.key)).data.createToken.token)
  const spend = async (credential: string) => {
    let paid = 0
    while ((await ask('{ viewer { role } }', {}, credential)).status === 200) paid += 1
    return paid
  }
  expect(await spend(ada.key)).toBeGreaterThan(20)
  expect(await spend(token), 'the token is the key').toBeLessThan(5)
})

test('sockets of an account and subscriptions of a socket have an end; the WebSocket pays from the same budget', async () => {
  const ada = await person('viewer')
  const open = (key: string) =>
    new Promise<{ socket: WebSocket; code: number | null }>((resolve) => {
      const socket = new WebSocket(gateway.socketUrl, 'graphql-transport-ws')
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { apiKey: key } })))
      socket.once('message', () => resolve({ socket, code: null }))
      socket.on('error', () => {})
      socket.on('close', (code) => resolve({ socket, code }))
    })
  const sockets = [await open(ada.key), await open(ada.key), await open(ada.key)]
  expect(sockets.map(({ code }) => code)).toEqual([null, null, null])
  expect((await open(ada.key)).code, 'the fourth of the account').toBe(4429)
  const bob = await person('viewer')
  const more = [await open(bob.key), await open(bob.key), await open(bob.key)]
  expect(
    (await open((await person('viewer')).key)).code,
    'the seventh of the address is not even shaken hands with',
  ).toBe(1006)
  for (const { socket } of [...sockets, ...more]) socket.close()
  await sleep(100)

  const one = client({ apiKey: bob.key })
  const refused = new Promise((resolve) => {
    for (let i = 0; i < 3; i++) {
      one.subscribe({ query: 'subscription { signals { cursor } }' }, { next() {}, error: resolve, complete() {} })
    }
  })
  expect(await refused).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }])
  const spent = new Promise<unknown>((resolve) => {
    for (let i = 0; i < 60; i++) {
      one.subscribe({ query: '{ viewer { role } }' }, { next() {}, error: resolve, complete() {} })
    }
  })
  expect(await spent).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfter: expect.any(Number) } }])
})

test('guessing keys is dear: the address runs dry', async () => {
  const poor = await testGateway({ budget: { account: size(1), key: size(1), address: size(35) } })
  const wrong = () => poor.ask('{ viewer { role } }', {}, `tk_${'x'.repeat(43)}`)
  expect([(await wrong()).status, (await wrong()).status, (await wrong()).status]).toEqual([401, 401, 401])
  expect((await wrong()).status).toBe(429)
})
