import { describe, expect, test } from 'vitest'
import { overlapOf } from '#db/queries/overlap.ts'
import * as tables from '#db/schema/index.ts'
import { optimisationRequest } from '#lib/contracts/optimisations.ts'
import { widestOf } from '#lib/optimize/study.ts'
import { fewestFor } from '#lib/optimize/trial.ts'
import { ask } from './testing/ask.ts'
import { testDesk } from './testing/desk.ts'
import { seedSeries } from './testing/facts.ts'

const { connection, house, ada, y, x } = await testDesk()
const brief = await seedSeries(connection, 'BRIEF', [1, 2, 3])
const late = await seedSeries(connection, 'LATE', [1, 2, 3])
// Moved by hand: where bars are a hypertable, an update does not carry a row into another chunk.
const moved = await connection.sql`delete from bars where series_id = ${late.seriesId} returning series_id, ts, close`
for (const { ts, close } of moved)
  await connection.sql`insert into bars (series_id, ts, close) values (${late.seriesId}, ${ts}::timestamptz + interval '10 years', ${close})`
const hours = await seedSeries(connection, 'HOURS', [])
await connection.db.insert(tables.series).values({
  ...{ instrumentId: hours.instrumentId, timeframe: '1h', source: 'test', adjustment: 'total' },
})
await connection.sql`delete from series where id = ${hours.seriesId}`

const pair = { strategy: 'pairs-zscore', symbols: ['TIEY', 'TIEX'] }
const kinds = {
  backtest: ['runBacktest', 'BacktestInput', pair],
  walkForward: ['runWalkForward', 'WalkForwardInput', pair],
  optimisation: ['runOptimisation', 'OptimisationInput', { ...pair, trials: 4 }],
  adaptive: ['runAdaptiveStudy', 'AdaptiveInput', { ...pair, trainLength: 400 }],
  regimes: ['detectRegimes', 'RegimeInput', { symbols: pair.symbols }],
  scan: ['startScan', 'ScanInput', { symbols: pair.symbols }],
} as const
const all = Object.keys(kinds) as (keyof typeof kinds)[]

const start = (kind: keyof typeof kinds, more: object = {}) => {
  const [field, type, input] = kinds[kind]
  return ask(house, ada, `mutation ($input: ${type}!) { ${field}(input: $input) { id } }`, {
    input: { ...input, ...more },
  })
}
const startAccount = (sleeve: object, more: object = {}) =>
  ask(house, ada, 'mutation ($input: AccountInput!) { runAccount(input: $input) { id } }', {
    input: {
      sleeves: [
        { ...pair, share: 0.4 },
        { ...pair, share: 0.4, ...sleeve },
      ],
      ...more,
    },
  })
const queued = async () => (await connection.sql`select count(*)::int as n from jobs`)[0].n as number

/** What a question is refused with; it must leave no job behind. */
async function refusal(answer: () => ReturnType<typeof ask>) {
  const before = await queued()
  const { errors } = await answer()
  expect(await queued(), 'nothing was queued').toBe(before)
  const [{ message, extensions }] = errors
  return { message, ...extensions } as {
    message: string
    code: string
    hint: string
    issues: { path: string; message: string }[]
  }
}

describe('what could only fail is refused before it is queued', () => {
  test.each(all)('%s: a question that can be answered is queued', async (kind) => {
    const { data, errors } = await start(kind, { from: '2020-01-01', to: '2021-08-20' })
    expect(errors).toEqual([])
    expect(Object.values(data)[0]).toMatchObject({ id: expect.any(String) })
  })

  test.each(all)('%s: an unknown symbol is named, with its field', async (kind) => {
    const wrong = await refusal(() => start(kind, { symbols: ['TIEY', 'QQQ'] }))
    expect(wrong).toMatchObject({ code: 'NOT_FOUND', issues: [{ path: 'symbols' }] })
    expect(wrong.message).toBe('There are no 1d bars of QQQ')
    expect(wrong.hint).toMatch(/instruments/)
  })

  test.each(all)('%s: dates the wrong way round are both named', async (kind) => {
    const wrong = await refusal(() => start(kind, { from: '2020-12-31', to: '2020-01-01' }))
    expect(wrong).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path: 'to' }], hint: 'Swap the two dates' })
    expect(wrong.message).toBe('The span ends before it begins: 2020-12-31 to 2020-01-01')
  })

  test.each(all)('%s: a span without enough bars says how many there are, and from when to when', async (kind) => {
    const wrong = await refusal(() => start(kind, { from: '1999-01-01', to: '1999-12-31' }))
    expect(wrong).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path: 'from' }] })
    expect(wrong.message).toMatch(/from 1999-01-01 to 1999-12-31/)
    expect(wrong.hint).toMatch(/^There are bars from 2020-01-01 to 2021-08-22/)
  })

  test('the sleeve of an account is named', async () => {
    expect(await refusal(() => startAccount({ symbols: ['QQQ', 'TIEX'] }))).toMatchObject({
      ...{ message: 'There are no 1d bars of QQQ', code: 'NOT_FOUND' },
      issues: [{ path: 'sleeves.1.symbols' }],
    })
    expect(await refusal(() => startAccount({ symbols: ['BRIEF', 'TIEX'] }))).toMatchObject({
      message: 'pairs-zscore needs at least 62 bars; BRIEF and TIEX have 3 in common',
      issues: [{ path: 'sleeves.1.symbols', message: '3 bars, 62 are needed' }],
    })
    const reversed = await refusal(() => startAccount({}, { from: '2021-01-01', to: '2020-01-01' }))
    expect(reversed.message).toBe('The span ends before it begins: 2021-01-01 to 2020-01-01')
    expect((await startAccount({})).errors).toEqual([])
  })

  test('a window longer than the bars is refused at the very bar', async () => {
    // 600 days: a warm-up of 598 leaves one bar to decide on and one to fill at.
    expect((await start('backtest', { params: { window: 598 } })).errors).toEqual([])
    const long = await refusal(() => start('backtest', { params: { window: 599 } }))
    expect(long.message).toBe('pairs-zscore needs at least 601 bars; TIEY and TIEX have 600 in common')
    const grid = { window: [20, 30] }
    expect((await start('walkForward', { grid, trainLength: 500, testLength: 200 })).errors).toEqual([])
    const study = await refusal(() => start('walkForward', { grid, trainLength: 500, testLength: 202 }))
    expect(study.message).toMatch(/^Training on 500 and judging on 202 needs at least 601 bars/)
    const regimes = await refusal(() => start('regimes', { params: { trainBars: 601 } }))
    expect(regimes.message).toBe('hmm needs at least 601 bars; TIEY and TIEX have 600 in common')
  })

  test('a search needs its warm-up, thirty bars and what it holds back', async () => {
    for (const [window, holdout] of [
      [100, 0.25],
      [37, 0.3],
      [250, 0.5],
    ]) {
      const request = optimisationRequest.parse({ ...pair, space: { window: [20, window] }, holdout })
      const least = fewestFor(request, widestOf(request))
      expect(Math.floor(least * (1 - holdout)) - window, `${window}, ${holdout}`).toBeGreaterThanOrEqual(30)
      expect(Math.floor((least - 1) * (1 - holdout)) - window, `${window}, ${holdout}`).toBeLessThan(30)
    }
    expect((await start('optimisation', { space: { window: [20, 420] }, holdout: 0.25 })).errors).toEqual([])
    const wrong = await refusal(() => start('optimisation', { space: { window: [20, 421] }, holdout: 0.25 }))
    expect(wrong.message).toMatch(/needs at least 602 bars; TIEY and TIEX have 600 in common/)
  })

  test('a parameter, an objective, a grid and finer bars that there are not', async () => {
    for (const [kind, more, words, path] of [
      ['backtest', { params: { speed: 2 } }, /no parameter "speed"/, 'params.speed'],
      ['regimes', { params: { speed: 2 } }, /no parameter "speed"/, 'params.speed'],
      ['walkForward', { objective: 'luck' }, /no objective "luck"/, 'objective'],
      ['walkForward', { grid: { speed: [1] } }, /no parameter "speed"/, 'grid.speed'],
      ['walkForward', { trainLength: 60, grid: { window: [60] } }, /60 to warm up/, 'trainLength'],
      ['backtest', { detail: '1h' }, /no 1h bars of TIEY, TIEX/, 'symbols'],
    ] as const) {
      const wrong = await refusal(() => start(kind, more))
      expect(wrong.message).toMatch(words)
      expect(wrong.issues[0].path).toBe(path)
    }
    const coarse = await refusal(() => start('backtest', { detail: '1d' }))
    expect(coarse.message).toMatch(/not finer/)
  })

  test('bars of another length are offered; symbols that never traded together are told so', async () => {
    const other = await refusal(() => start('backtest', { symbols: ['TIEY', 'HOURS'] }))
    expect(other.hint).toBe('There is HOURS: 1h of XNYS')
    const apart = await refusal(() => start('backtest', { symbols: ['BRIEF', 'LATE'] }))
    expect(apart.hint).toMatch(/no time in common/)
    const thin = await refusal(() => start('scan', { symbols: [], venue: 'NOWHERE' }))
    expect(thin).toMatchObject({ code: 'NOT_FOUND', issues: [{ path: 'timeframe' }] })
    // A pair with an unknown leg is a row of the scan that says so.
    expect(
      (
        await start('scan', {
          symbols: [],
          pairs: [
            ['TIEY', 'TIEX'],
            ['TIEY', 'QQQ'],
          ],
        })
      ).errors,
    ).toEqual([])
  })
})

test('bars in common are counted no further than they are needed', async () => {
  const of = (ids: number[], range: object, most: number) => overlapOf(connection.sql, ids, { ...range, most })
  const both = [y.seriesId, x.seriesId]
  const day = (n: number) => Date.UTC(2020, 0, n)
  expect((await of(both, {}, 10_000)).bars).toBe(600)
  expect((await of(both, {}, 62)).bars).toBe(62)
  expect((await of(both, { from: day(3), to: day(7) }, 62)).bars).toBe(5)
  expect((await of([...both, brief.seriesId], {}, 62)).bars).toBe(3)
  expect(await of([brief.seriesId, late.seriesId], {}, 62)).toEqual({ bars: 0, span: null })
  await connection.sql`delete from bars where series_id = ${x.seriesId} and ts = ${new Date(day(5))}`
  expect((await of(both, { from: day(3), to: day(7) }, 62)).bars).toBe(4)
  expect((await of([x.seriesId], { from: day(3), to: day(7) }, 62)).bars).toBe(4)
})
