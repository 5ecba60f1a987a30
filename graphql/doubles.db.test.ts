import { createSourceEventStream, parse } from 'graphql'
import { afterAll, expect, test } from 'vitest'
import { ensureSystemUser } from '#db/queries/system.ts'
import type { Viewer } from '#lib/contracts/users.ts'
import { createContext, type House } from './context.ts'
import { isSource, startHub } from './live.ts'
import { schema } from './schema.ts'
import { ask } from './testing/ask.ts'
import { nodes, testDesk } from './testing/desk.ts'
import { giveSignal, seedPair } from './testing/facts.ts'

const { connection, house: quiet, ada, own, makeViewer, y, x } = await testDesk()
const hub = await startHub(connection)
afterAll(() => hub.stop())
const house: House = { ...quiet, hub }

async function listen(viewer: Viewer, text = 'subscription { signals { signal { id } } }') {
  const stream = await createSourceEventStream({
    schema,
    document: parse(text),
    contextValue: createContext(house, viewer, { via: 'session' }),
  })
  if (!isSource(stream)) throw new Error('no source')
  const heard: string[] = []
  const leave = hub.join(
    { topic: stream.topic, broadcast: (event) => void heard.push(event.key) },
    stream.topic,
    { accepts: () => true, deliver: (event) => void heard.push(event.key), complete: () => {} },
    () => {},
  )
  return { heard, leave }
}

test('what the list leaves out as said twice, the subscription does not send, until nobody says it any more', async () => {
  const titan = { ownerId: await ensureSystemUser(connection.db), visibility: 'shared' as const }
  // The other leg first: the same spread.
  const theirs = await seedPair(connection, titan, { ...x, venue: y.venue }, y)
  const eve = await makeViewer('viewer')
  const [adas, eves, asked] = [
    await listen(ada),
    await listen(eve),
    await listen(ada, `subscription { signals(pairId: "${theirs}") { signal { id } } }`),
  ]
  const give = (id: string, owned: { ownerId: string; visibility: 'private' | 'shared' }, n: number) =>
    giveSignal(connection, { id, y: 'TIEY', x: 'TIEX', ...owned }, n)
  const hers = { ownerId: ada.userId, visibility: 'private' as const }
  await give(theirs, titan, 500)
  await give(own.pair, hers, 501)
  await expect.poll(() => adas.heard).toEqual([own.pair])
  expect(eves.heard, 'who has none of her own hears that of TITAN').toContain(theirs)
  expect(asked.heard, 'who asks for it by name hears it').toEqual([theirs])
  const listed = await ask(house, ada, '{ signals(first: 50) { edges { node { pairId } } } }')
  expect(nodes(listed.data.signals).map(({ pairId }) => String(pairId))).not.toContain(theirs)

  await connection.sql`update pairs set watching = false where id = ${own.pair}`
  let n = 600
  await expect
    .poll(
      async () => {
        await give(theirs, titan, n++)
        return adas.heard.includes(theirs)
      },
      { timeout: 10_000, interval: 500 },
    )
    .toBe(true)
  for (const { leave } of [adas, eves, asked]) leave()
})
