import { describe, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import * as tables from '#db/schema/index.ts'
import { rollingPair } from '#lib/pairs/rolling.ts'
import { strategies } from '#lib/strategies/index.ts'
import { ask, type Loose } from '../testing/ask.ts'
import { nodes, testDesk } from '../testing/desk.ts'
import { seedSeries } from '../testing/facts.ts'

const { connection, house, makeViewer, closes, y, ada, own } = await testDesk()

await seedSeries(connection, 'BRIEF', [1, 2, 3])

describe('bars and pairs', () => {
  test('bars are columns; a close-only series has no open; ranges and counts cut them', async () => {
    const { data } = await ask(
      house,
      ada,
      `{
      all: bars(instrumentId: "${y.instrumentId}") { ts close open volume source adjustment }
      last: bars(instrumentId: "${y.instrumentId}", last: 2) { ts close }
      range: bars(instrumentId: "${y.instrumentId}", from: "2020-01-02", to: "2020-01-04T00:00:00Z") { ts }
      none: bars(instrumentId: "${y.instrumentId}", from: "2031-01-01") { ts close }
    }`,
    )
    expect(data.all.ts).toHaveLength(500)
    expect(data.all).toMatchObject({ open: null, volume: null, source: 'test', adjustment: 'total' })
    expect(data.last.close).toEqual(closes.y.slice(-2))
    expect(data.range.ts).toEqual([2, 3, 4].map((day) => Date.UTC(2020, 0, day)))
    expect(data.none).toEqual({ ts: [], close: [] })
  })

  test('several series of one instrument are not guessed at: the choices are named', async () => {
    const z = await seedSeries(connection, 'TWO', [1, 2])
    await connection.db
      .insert(tables.series)
      .values({ instrumentId: z.instrumentId, timeframe: '1h', source: 'other', adjustment: 'raw' })
    const { errors } = await ask(house, ada, `{ bars(instrumentId: "${z.instrumentId}") { ts } }`)
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
    expect(errors[0].message).toMatch(/source test.*source other/)
    expect(
      (await ask(house, ada, `{ bars(instrumentId: "${z.instrumentId}", timeframe: "1d") { close } }`)).data.bars.close,
    ).toEqual([1, 2])
    expect(
      (await ask(house, ada, '{ instrument(symbol: "TWO") { venue } none: instrument(symbol: "NOPE") { id } }')).data,
    ).toEqual({
      instrument: { venue: 'XNYS' },
      none: null,
    })
    await seedSeries(connection, 'TWO', [1, 2], 'XLON')
    expect((await ask(house, ada, '{ instrument(symbol: "TWO") { venue } }')).errors[0].message).toContain('XLON, XNYS')
    expect((await ask(house, ada, '{ instrument { venue } }')).errors[0].extensions?.code).toBe('BAD_USER_INPUT')
  })

  const watch =
    'mutation ($input: WatchPairInput!) { watchPair(input: $input) { id y x venue timeframe strategy params formedAt watching visibility statistics { alpha beta p n } } }'

  test('a pair is watched with what a test of its last bars says; twice is once; hedge and parameters are frozen', async () => {
    const bob = await makeViewer('researcher')
    const input = { y: 'TIEY', x: 'TIEX', params: { entry: 1.5 }, visibility: 'shared' }
    const { data, errors } = await ask(house, bob, watch, { input })
    expect(errors).toEqual([])
    const pair = data.watchPair
    expect(pair).toMatchObject({
      y: 'TIEY',
      x: 'TIEX',
      venue: 'XNYS',
      timeframe: '1d',
      strategy: 'pairs-zscore',
      watching: true,
      visibility: 'shared',
      formedAt: new Date(Date.UTC(2020, 0, 1) + 599 * 86_400_000).toISOString(),
    })
    expect(Number(pair.statistics.beta)).toBeCloseTo(0.8, 1)
    expect(Number(pair.statistics.p)).toBeLessThan(0.01)
    expect(pair.params).toMatchObject({
      hedge: 'fixed',
      entry: 1.5,
      beta: pair.statistics.beta,
      alpha: pair.statistics.alpha,
    })
    const again = await ask(house, bob, watch, { input: { ...input, params: { entry: 2.5 } } })
    expect(again.data.watchPair).toMatchObject({ id: pair.id, params: { entry: 2.5 } })
    expect(
      (await ask(house, bob, 'mutation ($id: ID!) { unwatchPair(id: $id) { watching } }', { id: pair.id })).data
        .unwatchPair.watching,
    ).toBe(false)
  })

  test('from a scan the pair takes what the scan said', async () => {
    const bob = await makeViewer('researcher')
    await connection.sql`update scan_runs set visibility = 'shared' where id = ${own.scan}`
    const { data } = await ask(house, bob, watch, { input: { y: 'TIEY', x: 'TIEX', scanId: own.scan } })
    expect(data.watchPair).toMatchObject({
      formedAt: '1970-01-01T00:00:00.000Z',
      params: { alpha: 0.5, beta: 0.8 },
      statistics: { n: 500 },
    })
  })

  test.each([
    [{ y: 'TIEY', x: 'NOPE' }, 'NOT_FOUND', /NOPE/],
    [{ y: 'TIEY', x: 'TIEY' }, 'BAD_USER_INPUT', /itself/],
    [{ y: 'TIEY', x: 'TIEX', timeframe: '1m' }, 'NOT_FOUND', /1m bars of TIEY and TIEX/],
    [{ y: 'TIEY', x: 'TIEX', params: { exit: 3 } }, 'BAD_USER_INPUT', /exit/],
    [{ y: 'TIEY', x: 'TIEX', params: { window: 'x' } }, 'BAD_USER_INPUT', /window/],
    [{ y: 'TIEY', x: 'TIEX', params: { nonsense: true } }, 'BAD_USER_INPUT', /has no parameter "nonsense"/],
    [{ y: 'TIEY', x: 'BRIEF' }, 'BAD_USER_INPUT', /overlap|bars/],
    [{ y: "';--", x: 'TIEX' }, 'BAD_USER_INPUT', /symbol/],
    [{ y: 'TIEY', x: 'TIEX', scanId: newId() }, 'NOT_FOUND', /scan/],
  ])('%o is refused', async (input, code, words) => {
    const { errors } = await ask(house, ada, watch, { input })
    expect(errors[0].extensions?.code).toBe(code)
    expect(errors[0].message).toMatch(words)
  })

  test('the chart of a pair is the strategy itself, folded over the bars', async () => {
    const { data } = await ask(
      house,
      ada,
      `{ pair(id: "${own.pair}") { simulated state { side z recent } series(last: 200) { ts y x z spread entry exit stop } } }`,
    )
    const series = data.pair.series as unknown as {
      ts: number[]
      y: number[]
      z: (number | null)[]
      spread: (number | null)[]
    }
    expect(series.ts).toHaveLength(200)
    expect(series.y).toEqual(closes.y.slice(-200))
    const strategy = strategies.get('pairs-zscore')
    const run = strategy.create(strategies.parse('pairs-zscore', { hedge: 'fixed', alpha: 0.5, beta: 0.8 }), {
      symbols: ['TIEY', 'TIEX'],
    })
    const none = new Float64Array(2)
    const slow = closes.y.map((price, i) => {
      run.step({
        ts: i,
        index: i,
        open: none,
        high: none,
        low: none,
        volume: none,
        close: Float64Array.of(price, closes.x[i]),
      })
      return run.readings()
    })
    for (const [i, value] of series.z.entries()) expect(value).toBeCloseTo(slow[400 + i].z, 9)
    for (const [i, value] of series.spread.entries()) expect(value).toBeCloseTo(slow[400 + i].spread, 12)
    expect(data.pair).toMatchObject({
      simulated: false,
      state: { side: 'long', z: -2.2, recent: [0.5, 1] },
      series: { entry: 2, exit: 0.5, stop: 4 },
    })
    const cold = await ask(house, ada, `{ pair(id: "${own.pair}") { series(last: 600) { z } } }`)
    expect((cold.data.pair.series.z as unknown as unknown[]).slice(0, 3), 'not warm: nothing').toEqual([
      null,
      null,
      null,
    ])
    for (const last of [0, 5_001]) {
      const { errors } = await ask(house, ada, `{ pair(id: "${own.pair}") { series(last: ${last}) { z } } }`)
      expect(errors[0].extensions?.code).toBe('BAD_USER_INPUT')
    }
  })

  test('the windows of a pair are the rolling test, full from the first bar asked for', async () => {
    const ask60 = (args: string) =>
      ask(
        house,
        ada,
        `{ pair(id: "${own.pair}") { rolling${args} { window ts p beta halfLife correlation correlationLow } } }`,
      )
    const { data } = await ask60('(last: 200, window: 100)')
    const rolling = data.pair.rolling as unknown as Record<string, (number | null)[]>
    const direct = rollingPair(Float64Array.from(closes.y), Float64Array.from(closes.x), 100)
    expect(rolling.window).toBe(100)
    expect(rolling.p).toHaveLength(200)
    for (const i of [0, 71, 199]) {
      expect(rolling.p[i]).toBeCloseTo(direct.p[400 + i], 6)
      expect(rolling.beta[i]).toBeCloseTo(direct.beta[400 + i], 6)
      expect(rolling.correlationLow[i]).toBeLessThan(rolling.correlation[i] as number)
    }
    const cold = await ask60('(last: 600)')
    expect(cold.data.pair.rolling).toMatchObject({ window: 100 })
    expect((cold.data.pair.rolling as unknown as typeof rolling).p.findIndex((value) => value !== null)).toBe(99)
    for (const args of ['(last: 0)', '(last: 5001)', '(window: 29)', '(window: 2001)']) {
      expect((await ask60(args)).errors[0].extensions?.code, args).toBe('BAD_USER_INPUT')
    }
  })
})

describe('work', () => {
  test('a scan is a run and a job in one transaction; the same for a backtest', async () => {
    const scan = await ask(
      house,
      ada,
      'mutation { startScan(input: { symbols: ["TIEY", "TIEX"], from: "2020-01-01", limits: { qMax: 0.2 }, pairs: [["TIEY", "TIEX"]] }) { id kind state payload } }',
    )
    expect(scan.errors).toEqual([])
    expect(scan.data.startScan).toMatchObject({
      kind: 'scan',
      state: 'queued',
      payload: { from: Date.UTC(2020, 0, 1), limits: { qMax: 0.2, halfLifeMax: 60 } },
    })
    const { data } = await ask(house, ada, '{ scans(first: 1) { edges { node { state job { id } } } } }')
    expect(nodes(data.scans)[0]).toEqual({ state: 'queued', job: { id: scan.data.startScan.id } })
    const test = await ask(
      house,
      ada,
      'mutation { runBacktest(input: { strategy: "pairs-zscore", symbols: ["TIEY", "TIEX"], costs: { slippageBps: 2 } }) { state request job { state } equity { ts } metrics { trades } } }',
    )
    expect(test.data.runBacktest).toMatchObject({
      state: 'queued',
      job: { state: 'queued' },
      equity: null,
      metrics: null,
      request: { costs: { commissionBps: 10, slippageBps: 2 }, params: { window: 60 } },
    })
  })

  test.each([
    ['mutation { runBacktest(input: { strategy: "pairs-zscore", symbols: ["TIEY"] }) { id } }', /2 symbols/],
    ['mutation { runBacktest(input: { strategy: "nope", symbols: ["TIEY"] }) { id } }', /no strategy "nope"/],
    [
      'mutation { runBacktest(input: { strategy: "pairs-zscore", symbols: ["TIEY", "TIEX"], params: { window: 1 } }) { id } }',
      /window/,
    ],
    ['mutation { startScan(input: { timeframe: "2d" }) { id } }', /timeframe/],
    ['mutation { startScan(input: { lags: "many" }) { id } }', /lags/],
    [
      'mutation { createSchedule(input: { name: "x", cron: "0 22 * * *", jobKind: "scan", payload: { timeframe: "2d" } }) { id } }',
      /timeframe/,
    ],
    [
      'mutation { createSchedule(input: { name: "x", cron: "a b c d e", jobKind: "nap", payload: {} }) { id } }',
      /schedule cannot run/,
    ],
    [
      'mutation { createSchedule(input: { name: "x", cron: "0 22 * * *", timeZone: "Mars/Olympus", jobKind: "nap", payload: {} }) { id } }',
      /schedule cannot run/,
    ],
  ])('%s is refused and nothing stays behind', async (text, words) => {
    const count = () =>
      connection.sql`select (select count(*) from jobs) + (select count(*) from scan_runs) + (select count(*) from backtest_runs) + (select count(*) from schedules) as n`
    const before = (await count())[0].n
    const { errors } = await ask(house, ada, text)
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
    expect(errors[0].message).toMatch(words)
    expect((await count())[0].n).toBe(before)
  })

  test('a schedule has one name, and goes when it is deleted', async () => {
    const make =
      'mutation { createSchedule(input: { name: "nightly", cron: "0 22 * * 1-5", timeZone: "Europe/Berlin", jobKind: "nap", payload: {} }) { id enabled } }'
    const { data } = await ask(house, ada, make)
    expect(data.createSchedule.enabled).toBe(true)
    expect((await ask(house, ada, make)).errors[0].extensions?.code).toBe('CONFLICT')
    const gone = `mutation { deleteSchedule(id: "${data.createSchedule.id}") }`
    expect((await ask(house, ada, gone)).data.deleteSchedule).toBe(true)
    expect((await ask(house, ada, gone)).errors[0].extensions?.code).toBe('NOT_FOUND')
  })

  test('equity is thinned, trades are listed', async () => {
    await connection.sql`update backtest_equity set ts = array(select g from generate_series(1, 5000) g), equity = array(select case when g = 2500 then 1e6 else g end from generate_series(1, 5000) g),
      drawdown = array(select 0 from generate_series(1, 5000) g), exposure = array(select 1 from generate_series(1, 5000) g) where run_id = ${own.backtest}`
    const { data } = await ask(
      house,
      ada,
      `{ backtest(id: "${own.backtest}") { equity(maxPoints: 100) { ts equity drawdown exposure } trades(first: 5) { edges { node { n side entryAt exitAt exitKind legs { symbol exitPrice } } } } } }`,
    )
    const equity = data.backtest.equity as unknown as Record<string, number[]>
    expect(equity.ts.length).toBeLessThanOrEqual(100)
    expect(Math.max(...equity.equity), 'the peak stays').toBe(1e6)
    expect(nodes(data.backtest.trades)).toEqual([
      {
        n: 1,
        side: 'long',
        entryAt: '1970-01-01T00:00:00.000Z',
        exitAt: '1970-01-02T00:00:00.000Z',
        exitKind: 'EXIT',
        legs: [{ symbol: 'TIEY', exitPrice: 11 }],
      },
    ])
  })

  test('the strategies and the forms of their parameters', async () => {
    const { data } = await ask(house, ada, '{ strategies { name legsMin legsMax schema } }')
    const forms = data.strategies as unknown as Loose[]
    expect(forms.map(({ name }) => name)).toEqual(strategies.names)
    expect(forms.find(({ name }) => String(name) === 'pairs-zscore')).toMatchObject({
      legsMin: 2,
      legsMax: 2,
      schema: { properties: { entry: { default: 2 } } },
    })
  })
})
