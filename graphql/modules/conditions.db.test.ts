import { parse, subscribe } from 'graphql'
import { afterAll, expect, test } from 'vitest'
import { publish } from '#db/outbox.ts'
import { ensureSystemUser } from '#db/queries/system.ts'
import * as tables from '#db/schema/index.ts'
import type { Viewer } from '#lib/contracts/users.ts'
import { createContext } from '../context.ts'
import { startHub } from '../live.ts'
import { schema } from '../schema.ts'
import { ask, type Loose } from '../testing/ask.ts'
import { nodes, testDesk } from '../testing/desk.ts'
import { giveSignal, seedPair, seedSeries } from '../testing/facts.ts'

const { connection, house, y, x, ada, makeViewer, own } = await testDesk()
const hub = await startHub(connection)
afterAll(() => hub.stop())

const some = await Promise.all(
  ['CA', 'CB', 'CC', 'CD', 'CE'].map((symbol) => seedSeries(connection, symbol, [1, 2], 'XLON')),
)
const anomalies = [0.5, -4.2, null, 3.9, 0.1]
await connection.db.insert(tables.instrumentConditions).values(
  some.map(({ seriesId }, i) => ({
    seriesId,
    barTs: new Date(1_000 * i),
    close: 10 + i,
    anomaly: anomalies[i],
    trend: i / 10,
    volatility: 0.2,
    saved: { closes: [9, 10 + i] },
    updatedAt: new Date(0),
  })),
)

test('conditions are listed with the most unusual first, page by page', async () => {
  const text = `query ($first: Int!, $after: String, $search: String) { conditions(first: $first, after: $after, search: $search) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { instrument { symbol venue } timeframe barTs close anomaly trend volatility recent } }
  } }`
  const whole = (await ask(house, ada, text, { first: 10 })).data.conditions
  const symbols = (list: Loose) => nodes(list).map((node) => node.instrument.symbol as unknown as string)
  expect(symbols(whole)).toEqual(['CB', 'CD', 'CA', 'CE', 'CC'])
  expect(whole.totalCount).toBe(5)
  expect(nodes(whole)[0]).toEqual({
    instrument: { symbol: 'CB', venue: 'XLON' },
    timeframe: '1d',
    barTs: '1970-01-01T00:00:01.000Z',
    close: 11,
    anomaly: -4.2,
    trend: 0.1,
    volatility: 0.2,
    recent: [9, 11],
  })
  const paged: string[] = []
  let after: unknown = null
  for (let i = 0; i < 3; i++) {
    const { conditions } = (await ask(house, ada, text, { first: 2, after })).data
    paged.push(...symbols(conditions))
    after = conditions.pageInfo.endCursor
    expect(conditions.pageInfo.hasNextPage).toBe(i < 2)
  }
  expect(paged).toEqual(symbols(whole))
  expect((await ask(house, ada, text, { first: 5, search: 'cd' })).data.conditions.totalCount).toBe(1)
})

test('a subscriber to conditions goes on behind its cursor, for the instruments it asks for', async () => {
  const tell = (at: number, n: number) =>
    publish(connection.db, [
      {
        stream: 'conditions',
        key: some[at].instrumentId,
        ownerId: null,
        visibility: 'shared',
        payload: {
          ...{ instrumentId: some[at].instrumentId, seriesId: some[at].seriesId, barTs: n, close: n },
          ...{ anomaly: null, trend: 0.5, volatility: n },
        },
      },
    ])
  const listen = async (args: string) => {
    const contextValue = createContext({ ...house, hub }, ada)
    const document = parse(`subscription { conditions${args} { cursor seriesId close anomaly trend volatility } }`)
    const stream = await subscribe({ schema, document, contextValue })
    if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream.errors))
    const next = async () => {
      const { value } = await stream.next()
      return (value as { data: { conditions: { cursor: string; close: number } } }).data.conditions
    }
    return { next, stop: () => stream.return?.() }
  }
  const [{ newest }] = await connection.sql<
    { newest: string }[]
  >`select coalesce(max(pos), 0)::text as newest from events`
  const live = await listen(`(after: "${newest}")`)
  for (const n of [1, 2, 3]) await tell(0, n)
  const first = await live.next()
  expect(first).toMatchObject({ seriesId: some[0].seriesId, close: 1, anomaly: null, trend: 0.5, volatility: 1 })
  await live.stop()
  await tell(1, 4)
  const again = await listen(`(after: "${first.cursor}")`)
  expect([(await again.next()).close, (await again.next()).close, (await again.next()).close]).toEqual([2, 3, 4])
  await again.stop()
  const narrow = await listen(`(after: "${first.cursor}", instrumentIds: ["${some[1].instrumentId}"])`)
  expect((await narrow.next()).close).toBe(4)
  await narrow.stop()
})

test('bars of one kind are counted together, and an instrument is found by its series', async () => {
  const { data } = await ask(
    house,
    ada,
    `{ barSets { venue timeframe source adjustment symbols examples simulated }
      instrument(seriesId: ${some[2].seriesId}) { symbol } none: instrument(seriesId: 999999) { symbol } }`,
  )
  expect(data.barSets).toEqual([
    {
      venue: 'XLON',
      timeframe: '1d',
      source: 'test',
      adjustment: 'total',
      symbols: 5,
      examples: ['CA', 'CB', 'CC', 'CD'],
      simulated: false,
    },
    {
      venue: 'XNYS',
      timeframe: '1d',
      source: 'test',
      adjustment: 'total',
      symbols: 2,
      examples: ['TIEX', 'TIEY'],
      simulated: false,
    },
  ])
  expect([data.instrument, data.none]).toEqual([{ symbol: 'CC' }, null])
})

test('the state of a pair has its conditions', async () => {
  await connection.sql`update pair_state set anomaly = 1.5, trend = -0.25, volatility = 0.1, correlation = 0.8 where pair_id = ${own.pair}`
  const { data } = await ask(
    house,
    ada,
    `{ pair(id: "${own.pair}") { state { anomaly trend volatility correlation } } }`,
  )
  expect(data.pair.state).toEqual({ anomaly: 1.5, trend: -0.25, volatility: 0.1, correlation: 0.8 })
})

test('a pair that TITAN watches, too, is listed once, and speaks once, for whoever watches it', async () => {
  const titan = { ownerId: await ensureSystemUser(connection.db), visibility: 'shared' as const }
  const theirs = await seedPair(connection, titan, y, x)
  const signal = await giveSignal(connection, { id: theirs, y: 'TIEY', x: 'TIEX', ...titan }, 77)
  await connection.sql`update signals set closed_at = now() where id = ${signal}`
  const text = `{ pairs(first: 10, watching: true) { totalCount edges { node { id } } } signals(first: 10) { totalCount edges { node { id pairId } } }
    overview { pairsWatched signalsToday doubledPairs } }`
  const seen = async (viewer: Viewer) => {
    const { data } = await ask(house, viewer, text)
    return {
      pairs: nodes(data.pairs).map(({ id }) => String(id)),
      spoke: [...new Set(nodes(data.signals).map(({ pairId }) => String(pairId)))],
      ...(data.overview as unknown as { pairsWatched: number; signalsToday: number; doubledPairs: string[] }),
    }
  }
  const eve = await makeViewer('viewer')
  const bob = await makeViewer('researcher')
  expect(await seen(eve)).toEqual({
    ...{ pairs: [theirs], spoke: [theirs], pairsWatched: 1, signalsToday: 1, doubledPairs: [] },
  })
  expect(await seen(ada), 'her own wins').toEqual({
    ...{ pairs: [own.pair], spoke: [own.pair], pairsWatched: 1, signalsToday: 0, doubledPairs: [theirs] },
  })
  expect(
    (await ask(house, ada, `{ signals(first: 5, pairId: "${theirs}") { totalCount } }`)).data.signals.totalCount,
  ).toBe(1)
  const admin = await makeViewer('admin')
  expect((await seen(admin)).pairs.toSorted()).toEqual([own.pair, theirs].toSorted())
  const bobs = await seedPair(connection, { ownerId: bob.userId, visibility: 'shared' }, y, x)
  expect((await seen(bob)).pairs).toEqual([bobs])
  expect((await seen(ada)).pairs.toSorted(), 'what another person watches is another thing').toEqual(
    [own.pair, bobs].toSorted(),
  )
  await connection.sql`update pairs set y_series_id = x_series_id, x_series_id = y_series_id where id = ${own.pair}`
  expect((await seen(ada)).doubledPairs, 'the other leg first is the same spread').toEqual([theirs])
  expect((await seen(ada)).spoke).not.toContain(theirs)
  await connection.sql`update pairs set watching = false where id = ${own.pair}`
  expect((await seen(ada)).pairs.toSorted(), 'no longer her own').toEqual([theirs, bobs].toSorted())
})
