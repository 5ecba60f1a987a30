import { getIntrospectionQuery } from 'graphql'
import { afterAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { budgetSizes } from '#graphql/access/budget.ts'
import { testGateway } from './testing/gateway.ts'

const gateway = await testGateway({ budget: budgetSizes(100_000_000) })
const { person, post, connection } = gateway
const eve = await person('admin')

type Errors = readonly { extensions?: { code?: string } }[]
interface Frame {
  readonly id?: string
  readonly type: string
  readonly payload?: Errors & { data?: unknown; errors?: Errors }
}

/** A socket without a library between: whatever a client may send. */
async function raw(options: { protocol?: string; init?: unknown } = {}) {
  const { protocol = 'graphql-transport-ws', init = { type: 'connection_init', payload: { apiKey: eve.key } } } =
    options
  const socket = new WebSocket(gateway.socketUrl, protocol)
  afterAll(() => socket.terminate())
  const frames: Frame[] = []
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as Frame))
  socket.on('error', () => {})
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  await new Promise((resolve) => socket.on('open', resolve))
  const say = (frame: unknown) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  if (init !== null) {
    say(init)
    await expect.poll(() => frames.length).toBe(1)
  }
  const ask = (id: string, query: string, variables: unknown = {}) =>
    say({ id, type: 'subscribe', payload: { query, variables } })
  /** The code an operation was refused with, before it ran or while it did; `done` for one that was answered. */
  const codeOf = (id: string) => {
    const frame = frames.find((one) => one.id === id && one.type !== 'complete')
    if (!frame) return null
    const errors = frame.type === 'error' ? frame.payload : frame.payload?.errors
    return errors?.[0]?.extensions?.code ?? 'done'
  }
  return { socket, frames, closed, say, ask, codeOf }
}

const nested = (open: string, n: number, close: string, inside = '') => open.repeat(n) + inside + close.repeat(n)
const backtest =
  'mutation ($params: JSON) { runBacktest(input: { strategy: "pairs-zscore", symbols: ["A", "B"], params: $params }) { id } }'

/** Written by hand: what nests this deep, no client could print. */
const deep: readonly [name: string, payload: string, codes: readonly string[]][] = [
  ['fields', `{"query":"${nested('{ a ', 900, '} ')}"}`, ['BAD_USER_INPUT', 'QUERY_TOO_COMPLEX']],
  [
    'inline fragments',
    `{"query":"{ ${nested('... { ', 600, '} ', '__typename ')} }"}`,
    // They ask for one name, however deep: harmless, so answered.
    ['done'],
  ],
  ['lists in the document', `{"query":"{ node(id: ${nested('[', 900, ']')}) { id } }"}`, ['BAD_USER_INPUT']],
  [
    'objects in the document',
    `{"query":"mutation { runBacktest(input: ${nested('{ params: ', 400, '}', '1')}) { id } }"}`,
    ['BAD_USER_INPUT'],
  ],
  [
    'types of variables',
    `{"query":"query ($x: ${nested('[', 900, ']', 'Int')}) { viewer { role } }"}`,
    ['BAD_USER_INPUT'],
  ],
  [
    'lists in a variable',
    `{"query":${JSON.stringify(backtest)},"variables":{"params":{"window":${nested('[', 28_000, ']')}}}}`,
    ['BAD_USER_INPUT'],
  ],
  [
    'objects in a variable',
    `{"query":${JSON.stringify(backtest)},"variables":{"params":${nested('{"a":', 9_000, '}', '1')}}}`,
    ['BAD_USER_INPUT'],
  ],
  [
    'lists in the variable of a subscription',
    `{"query":"subscription ($x: [ID!]!) { pairState(ids: $x) { cursor } }","variables":{"x":${nested('[', 28_000, ']')}}}`,
    ['BAD_USER_INPUT'],
  ],
]

test.each(deep)('deep nesting of %s costs nothing over WebSocket, and the socket lives', async (_, payload, codes) => {
  const { say, ask, codeOf, socket } = await raw()
  const since = performance.now()
  say(`{"id":"1","type":"subscribe","payload":${payload}}`)
  await expect.poll(() => codeOf('1'), { timeout: 3_000 }).not.toBeNull()
  expect(codes).toContain(codeOf('1'))
  expect(performance.now() - since).toBeLessThan(2_000)
  ask('2', '{ viewer { role } }')
  await expect.poll(() => codeOf('2')).toBe('done')
  socket.close()
  expect(gateway.bugs).toEqual([])
})

test.each(deep.filter(([name]) => !/subscription/.test(name)))(
  'deep nesting of %s costs nothing over HTTP',
  async (_, payload, codes) => {
    const answer = await post(payload, { authorization: `Bearer ${eve.key}` })
    expect(codes).toContain(answer.errors[0]?.extensions.code ?? 'done')
    expect(gateway.bugs).toEqual([])
  },
)

test('ten thousand subscriptions on one socket: sixty-four are taken, every other is refused by name, and it still answers', async () => {
  const { ask, frames, socket } = await raw()
  const before = process.memoryUsage().rss
  for (let i = 0; i < 10_000; i++) ask(`s${i}`, 'subscription { signals { cursor } }')
  ask('last', '{ viewer { role } }')
  await expect.poll(() => frames.some(({ id }) => id === 'last'), { timeout: 20_000 }).toBe(true)
  await expect.poll(() => frames.filter(({ type }) => type === 'error').length, { timeout: 20_000 }).toBe(9_936)
  const codes = new Set(
    frames.filter(({ type }) => type === 'error').map(({ payload }) => payload?.[0]?.extensions?.code),
  )
  expect([...codes]).toEqual(['RATE_LIMITED'])
  expect(gateway.figures().subscriptions).toBe(64)
  expect(process.memoryUsage().rss - before).toBeLessThan(300e6)
  socket.close()
  await expect.poll(() => gateway.figures().subscriptions).toBe(0)
}, 60_000)

test.each<[string, unknown, unknown, number]>([
  ['five megabytes', 'x'.repeat(5_000_000), undefined, 1009],
  ['fifty megabytes', 'x'.repeat(50_000_000), undefined, 1009],
  ['no JSON', '{"type":', undefined, 4400],
  ['a frame of no kind', { type: 'drop' }, undefined, 4400],
  ['a list', '[]', undefined, 4400],
  ['an id that is none', { id: 7, type: 'subscribe', payload: { query: '{ viewer { role } }' } }, undefined, 4400],
  ['a query that is none', { id: '1', type: 'subscribe', payload: { query: { a: 1 } } }, undefined, 4400],
  ['a second greeting', { type: 'connection_init', payload: { apiKey: eve.key } }, undefined, 4429],
  [
    'a question before the greeting',
    { id: '1', type: 'subscribe', payload: { query: '{ viewer { role } }' } },
    null,
    4401,
  ],
])('%s closes that socket with its code, and no other', async (_, frame, init, code) => {
  const [good, bad] = [await raw(), await raw(init === undefined ? {} : { init })]
  bad.say(frame)
  expect(await bad.closed).toBe(code)
  good.ask('1', '{ viewer { role } }')
  await expect.poll(() => good.frames.some(({ type }) => type === 'next')).toBe(true)
  expect(gateway.bugs).toEqual([])
})

test('who asks and hangs up at once is no bug of ours', async () => {
  for (let i = 0; i < 20; i++) {
    const gone = await raw()
    for (let k = 0; k < 10; k++) gone.ask(`${k}`, '{ jobs(first: 5) { edges { node { id } } } }')
    gone.socket.close()
    await gone.closed
  }
  const greeted = await raw({ init: null })
  greeted.say({ type: 'connection_init', payload: { apiKey: eve.key } })
  greeted.socket.close()
  await greeted.closed
  expect(gateway.bugs).toEqual([])
})

test('the same id twice, and another protocol, close the socket', async () => {
  const twice = await raw()
  for (let i = 0; i < 2; i++) twice.ask('1', 'subscription { signals { cursor } }')
  expect(await twice.closed).toBe(4409)
  const socket = new WebSocket(gateway.socketUrl, 'graphql-ws')
  socket.on('error', () => {})
  expect(await new Promise((resolve) => socket.on('close', resolve))).toBeGreaterThan(1000)
  expect(gateway.figures().sockets).toBeLessThan(30)
})

test('a key that runs out while its socket is open closes it; one that has run out opens none', async () => {
  const bob = await person('viewer')
  await connection.sql`update api_keys set expires_at = now() + interval '700 milliseconds' where id = ${bob.keyId}`
  const init = { type: 'connection_init', payload: { apiKey: bob.key } }
  const open = await raw({ init })
  expect(open.frames[0].type).toBe('connection_ack')
  expect(await open.closed).toBe(4401)
  const late = await raw({ init: null })
  late.say(init)
  expect(await late.closed).toBe(4403)
})

test('who asks for much and reads nothing is let go before it fills the memory', async () => {
  const [slow, good] = [await raw(), await raw()]
  slow.socket.pause()
  const before = process.memoryUsage()
  const large = getIntrospectionQuery()
  let most = 0
  const watching = setInterval(() => {
    const { rss } = process.memoryUsage()
    most = Math.max(most, rss - before.rss)
  }, 20)
  const sockets = gateway.figures().sockets
  for (let i = 0; i < 2_000 && gateway.figures().sockets === sockets; i++) {
    slow.ask(`q${i}`, large)
    if (i % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await expect.poll(() => gateway.figures().sockets, { timeout: 20_000 }).toBe(sockets - 1)
  clearInterval(watching)
  expect(most).toBeLessThan(400e6)
  good.ask('1', '{ viewer { role } }')
  await expect.poll(() => good.frames.some(({ type }) => type === 'next')).toBe(true)
  slow.socket.terminate()
}, 60_000)
