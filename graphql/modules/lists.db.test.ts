import { describe, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import { publish } from '#db/outbox.ts'
import * as tables from '#db/schema/index.ts'
import type { Viewer } from '#lib/contracts/users.ts'
import { ask, type Loose } from '../testing/ask.ts'
import { nodes, testDesk } from '../testing/desk.ts'
import { giveSignal, seedSeries } from '../testing/facts.ts'
import { scanRow } from '../testing/world.ts'

const { connection, house, makeViewer, y, x, ada, admin, own } = await testDesk()

const pageInfo = '{ edges { node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount }'

/** Walks a list to its end by its cursors. */
async function walk(viewer: Viewer, text: string, at: (data: Loose) => Loose, first: number): Promise<string[]> {
  const ids: string[] = []
  let after: unknown = null
  for (let page = 0; page < 50; page++) {
    const { data, errors } = await ask(house, viewer, text, { first, after })
    expect(errors).toEqual([])
    const list = at(data)
    ids.push(...nodes(list).map(({ id }) => String(id)))
    expect(list.pageInfo.hasPreviousPage).toBe(page > 0)
    if (!list.pageInfo.hasNextPage) return ids
    after = list.pageInfo.endCursor
  }
  throw new Error('the list has no end')
}

describe('lists', () => {
  test('signals come newest first, page by page, each once, also when many have the same time', async () => {
    const pair = { id: own.pair, y: 'TIEY', x: 'TIEX', ownerId: ada.userId, visibility: 'private' as const }
    for (let n = 2; n <= 25; n++) await giveSignal(connection, pair, n)
    await connection.sql`update signals set closed_at = '2024-01-01T00:10:00Z' where reason in ('signal 5', 'signal 6', 'signal 7', 'signal 8')`
    const text = `query ($first: Int!, $after: String) { signals(first: $first, after: $after) ${pageInfo} }`
    const whole = await walk(ada, text, (data) => data.signals, 100)
    expect(whole).toHaveLength(25)
    for (const first of [1, 3, 7, 24, 25]) expect(await walk(ada, text, (data) => data.signals, first)).toEqual(whole)
    const { data } = await ask(
      house,
      ada,
      `{ signals(first: 2, kind: ENTER, pairId: "${own.pair}") { totalCount } none: signals(first: 2, kind: STOP) { totalCount edges { cursor } pageInfo { endCursor } } }`,
    )
    expect(data).toEqual({
      signals: { totalCount: 25 },
      none: { totalCount: 0, edges: [], pageInfo: { endCursor: null } },
    })
  })

  test('instruments by venue and symbol, filtered, with their series', async () => {
    for (const symbol of ['A_B', 'AxB', 'C%D']) await seedSeries(connection, symbol, [1, 2], 'XLON')
    const text = `query ($first: Int!, $after: String) { instruments(first: $first, after: $after, venue: "XLON") ${pageInfo} }`
    expect(await walk(ada, text, (data) => data.instruments, 2)).toHaveLength(3)
    const found = await ask(
      house,
      ada,
      '{ instruments(first: 5, search: "_") { edges { node { symbol simulated tick series { timeframe first last count } } } } }',
    )
    expect(nodes(found.data.instruments), 'an underscore is itself').toEqual([
      {
        symbol: 'A_B',
        simulated: false,
        tick: '0.01',
        series: [{ timeframe: '1d', first: '2020-01-01T00:00:00.000Z', last: '2020-01-02T00:00:00.000Z', count: 2 }],
      },
    ])
  })

  test('rows of a scan by rank, filtered by what they say', async () => {
    const rows = (filter: string) =>
      ask(
        house,
        ada,
        `{ scan(id: "${own.scan}") { belowFive histogram rows(first: 10${filter}) { totalCount edges { node { rank y kept rejected halfLifeCi reversedP crit spark pair { id } } } } } }`,
      )
    const { data } = await rows('')
    expect(data.scan.belowFive).toBe(1)
    expect(nodes(data.scan.rows)).toEqual([
      {
        rank: 1,
        y: 'TIEY',
        kept: true,
        rejected: null,
        halfLifeCi: [4, null],
        reversedP: 0.002,
        crit: [-3.9, -3.3, -3],
        spark: [1, 2],
        pair: { id: own.pair },
      },
      expect.objectContaining({ rank: 2, y: 'TIEX', kept: false, rejected: 'q 0.50 above 0.10', pair: null }),
    ])
    for (const [filter, count] of [
      [', keptOnly: true', 1],
      [', qMax: 0.1', 1],
      [', halfLifeMax: 60', 1],
      [', halfLifeMin: 60', 1],
      [', spreadSdMinBps: 500', 0],
      [', symbol: "TIEX"', 2],
      [', symbol: "NONE"', 0],
    ] as const) {
      expect((await rows(filter)).data.scan.rows.totalCount, filter).toBe(count)
    }
  })

  test('pairs in the order that is asked for, and the ones without a value last', async () => {
    const second = await seedSeries(connection, 'SOLO', [1, 2, 3])
    const cold = newId()
    await connection.db.insert(tables.pairs).values({
      id: cold,
      ownerId: ada.userId,
      visibility: 'shared',
      ySeriesId: second.seriesId,
      xSeriesId: x.seriesId,
      y: 'SOLO',
      x: 'TIEX',
      venue: 'XNYS',
      strategy: 'pairs-zscore',
      params: {},
      statistics: scanRow('SOLO', 'TIEX'),
      formedAt: new Date(0),
      watching: false,
    })
    for (const field of ['absZ', 'z', 'createdAt', 'y', 'q', 'halfLife']) {
      for (const direction of ['asc', 'desc']) {
        const text = `query ($first: Int!, $after: String) { pairs(first: $first, after: $after, orderBy: { field: ${field}, direction: ${direction} }) ${pageInfo} }`
        const ids = await walk(ada, text, (data) => data.pairs, 1)
        expect(ids.toSorted()).toEqual([cold, own.pair].toSorted())
        if (field === 'absZ' || field === 'z') expect(ids[1], 'no z yet').toBe(cold)
        if (field === 'q' || field === 'halfLife') expect(ids[0], 'the other has no statistics').toBe(cold)
      }
    }
    const count = async (filter: string) =>
      (await ask(house, ada, `{ pairs(first: 5, ${filter}) { totalCount } }`)).data.pairs.totalCount
    expect(await count('watching: true')).toBe(1)
    expect(await count('side: long')).toBe(1)
    expect(await count('side: flat')).toBe(1)
    expect(await count('search: "solo"')).toBe(1)
  })

  test('backtests, jobs, scans and users, filtered', async () => {
    const { data } = await ask(
      house,
      admin,
      `{
      backtests(first: 5, strategy: "pairs-zscore", state: done) { totalCount edges { node { strategy symbols notes metrics { sharpeCi calmar trades } } } }
      none: backtests(first: 5, strategy: "buy-and-hold") { totalCount }
      jobs(first: 5, kind: "nap", state: running) { totalCount }
      scans(first: 5) { totalCount edges { node { owner { name } job { id } request } } }
      users(first: 1) { totalCount pageInfo { hasNextPage } }
    }`,
    )
    expect(nodes(data.backtests)).toEqual([
      {
        strategy: 'pairs-zscore',
        symbols: ['TIEY', 'TIEX'],
        notes: ['a note'],
        metrics: { sharpeCi: [-1, 2], calmar: null, trades: 1 },
      },
    ])
    expect(data.none.totalCount).toBe(0)
    expect(data.jobs.totalCount).toBe(1)
    expect(nodes(data.scans)[0]).toMatchObject({ owner: { name: ada.name }, job: { id: own.job } })
    expect(data.users).toEqual({ totalCount: 2, pageInfo: { hasNextPage: true } })
  })
})

describe('overview and nodes', () => {
  test('the overview counts what this person may see', async () => {
    const eve = await makeViewer('viewer')
    await connection.db.insert(tables.heartbeats).values([
      { id: newId(), role: 'feed', pid: 1, startedAt: new Date(), beatAt: new Date(), detail: { bars: 1 } },
      { id: newId(), role: 'old', pid: 2, startedAt: new Date(), beatAt: new Date(Date.now() - 60_000), detail: {} },
    ])
    const text =
      '{ overview { pairsWatched pairsInPosition backtests instruments signalsToday jobsRunning lastBarAt expectedBarMs venues processes { role stale detail } } }'
    const mine = (await ask(house, ada, text)).data.overview
    expect(mine).toMatchObject({
      pairsInPosition: 1,
      signalsToday: 0,
      expectedBarMs: 86_400_000,
      venues: ['XLON', 'XNYS'],
      lastBarAt: new Date(Date.UTC(2020, 0, 1) + 600 * 86_400_000).toISOString(),
      processes: [
        { role: 'feed', stale: false, detail: { bars: 1 } },
        { role: 'old', stale: true, detail: {} },
      ],
    })
    const theirs = (await ask(house, eve, text)).data.overview
    expect(theirs).toMatchObject({ pairsInPosition: 0, backtests: 0, jobsRunning: 0, instruments: mine.instruments })
    expect(Number(theirs.pairsWatched)).toBeLessThan(Number(mine.pairsWatched))
    await publish(connection.db, [
      {
        stream: 'bars',
        key: y.instrumentId,
        ownerId: null,
        visibility: 'shared',
        payload: {
          instrumentId: y.instrumentId,
          seriesId: y.seriesId,
          timeframe: '1m',
          ts: Date.UTC(2030, 0, 1),
          open: 1,
          high: 1,
          low: 1,
          close: 1,
          volume: 0,
        },
      },
    ])
    await expect
      .poll(async () => (await ask(house, ada, '{ overview { lastBarAt lastBarAgeMs cursor } }')).data.overview)
      .toMatchObject({
        lastBarAt: '2030-01-01T00:01:00.000Z',
        lastBarAgeMs: 0,
        cursor: expect.stringMatching(/^[1-9]\d*$/),
      })
  })

  test('anything is found by its id alone, as what it is', async () => {
    for (const [id, type] of [
      [own.pair, 'Pair'],
      [own.signal, 'Signal'],
      [own.scan, 'Scan'],
      [own.backtest, 'Backtest'],
      [own.job, 'Job'],
      [own.schedule, 'Schedule'],
      [y.instrumentId, 'Instrument'],
      [ada.userId, 'User'],
    ]) {
      expect((await ask(house, ada, `{ node(id: "${id}") { __typename id } }`)).data.node).toEqual({
        __typename: type,
        id,
      })
    }
    expect((await ask(house, ada, `{ node(id: "${newId()}") { id } other: node(id: "x") { id } }`)).data).toEqual({
      node: null,
      other: null,
    })
  })
})
