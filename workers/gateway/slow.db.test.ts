import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { newId } from '#db/ids.ts'
import { publish } from '#db/outbox.ts'
import { testGateway } from './testing/gateway.ts'

const gateway = await testGateway()
const { connection, person } = gateway
const ada = await person('viewer')
const key = newId()

/** A subscriber by hand; `reads` says how many messages have come. */
async function subscriber() {
  const socket = new WebSocket(gateway.socketUrl, 'graphql-transport-ws')
  let came = 0
  const acknowledged = new Promise<void>((resolve) => {
    socket.on('message', () => {
      came += 1
      resolve()
    })
  })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  await new Promise((resolve) => socket.on('open', resolve))
  socket.send(JSON.stringify({ type: 'connection_init', payload: { apiKey: ada.key } }))
  await acknowledged
  const query = 'subscription { signals { signal { reason } } }'
  const before = gateway.figures().subscriptions
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }))
  await expect.poll(() => gateway.figures().subscriptions).toBe(before + 1)
  return { socket, closed, came: () => came - 1 }
}

const tell = (n: number) =>
  publish(connection.db, [
    {
      stream: 'signals',
      key,
      ownerId: null,
      visibility: 'shared',
      payload: {
        id: newId(),
        pairId: key,
        y: 'Y',
        x: 'X',
        strategy: 's',
        kind: 'ENTER',
        side: 'long',
        barTs: n,
        closedAt: n,
        z: null,
        spread: null,
        beta: null,
        yClose: 1,
        xClose: 1,
        strength: 0,
        reason: 'r'.repeat(100_000),
      },
    },
  ])

test('a client that does not read is let go before it fills the memory; the others miss nothing', async () => {
  const slow = await subscriber()
  const good = await subscriber()
  expect(gateway.figures().sockets).toBe(2)
  slow.socket.pause()
  const messages = 150
  for (let n = 0; n < messages; n++) await tell(n)
  await expect.poll(() => good.came(), { timeout: 10_000 }).toBe(messages)
  await expect.poll(() => gateway.figures().sockets, { timeout: 10_000 }).toBe(1)
  expect(slow.came()).toBeLessThan(messages)
  expect(gateway.figures().groups).toBe(1)
  slow.socket.terminate()
  good.socket.close()
  await good.closed
  await expect.poll(() => gateway.figures()).toMatchObject({ sockets: 0, groups: 0 })
})

test('large frames arrive whole: below 126 bytes, below 64 KiB and above', async () => {
  const good = await subscriber()
  const texts: string[] = []
  good.socket.on('message', (data) => texts.push(String(data)))
  await tell(1)
  await expect.poll(() => texts.length).toBe(1)
  expect(JSON.parse(texts[0])).toEqual({
    id: '1',
    type: 'next',
    payload: { data: { signals: { signal: { reason: 'r'.repeat(100_000) } } } },
  })
  good.socket.terminate()
})
