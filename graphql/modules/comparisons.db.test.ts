import { expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import * as tables from '#db/schema/index.ts'
import { backtestRequest, type RunManifest } from '#lib/contracts/backtests.ts'
import { storedStudy } from '#lib/reports/testing/study.ts'
import { ask } from '../testing/ask.ts'
import { testDesk } from '../testing/desk.ts'

const { connection, house, ada, makeViewer, own, y, x, closes } = await testDesk()
const day = 86_400_000
const start = Date.UTC(2020, 0, 1)

/** A finished run over the stored bars whose equity follows one leg, lifted a little every bar. */
async function makeRun(lift: number, bars = 400, more: Record<string, unknown> = {}) {
  const id = newId()
  const request = backtestRequest.parse({ strategy: 'buy-and-hold', symbols: ['TIEY', 'TIEX'], ...more })
  const equity = Array.from({ length: bars }, (_, i) => (1_000 * closes.y[i] * (1 + lift) ** i) / closes.y[0])
  const manifest = {
    ...{ seriesIds: [y.seriesId, x.seriesId], symbols: ['TIEY', 'TIEX'], timeframe: '1d' },
    ...{ from: new Date(start).toISOString(), to: new Date(start + (bars - 1) * day).toISOString() },
  } as unknown as RunManifest
  await connection.db.insert(tables.backtestRuns).values({
    ...{ id, ownerId: ada.userId, visibility: 'private', request, manifest, state: 'done' },
    metrics: { barsPerYear: 252, bars } as never,
  })
  await connection.db.insert(tables.backtestEquity).values({
    ...{ runId: id, ts: equity.map((_, i) => start + i * day), equity },
    ...{ drawdown: equity.map(() => 0), exposure: equity.map(() => 1) },
  })
  return id
}

test('runs are compared over the bars they share, best first, and every two are tested', async () => {
  const [plain, lifted, longer] = [await makeRun(0), await makeRun(0.004, 300), await makeRun(0.0001, 500)]
  const text = `query ($ids: [ID!]!) { compareBacktests(ids: $ids) {
    bars daily ts runs { rank sharpe sharpeCi totalReturn wealth backtest { id } }
    differences { better worse difference low high p pHolm }
  } }`
  const { data, errors } = await ask(house, ada, text, { ids: [plain, lifted, longer] })
  expect(errors).toEqual([])
  const found = data.compareBacktests as unknown as {
    bars: number
    daily: boolean
    ts: number[]
    runs: { rank: number; backtest: { id: string }; wealth: number[]; sharpe: number; sharpeCi: number[] }[]
    differences: { better: string; worse: string; difference: number; low: number; p: number; pHolm: number }[]
  }
  expect([found.bars, found.daily, found.ts.length]).toEqual([300, false, 300])
  expect(found.runs.map(({ backtest }) => backtest.id)).toEqual([lifted, longer, plain])
  expect(found.runs[0].wealth[0]).toBe(1)
  expect(found.runs[0].wealth.at(-1)).toBeCloseTo((1.004 ** 299 * closes.y[299]) / closes.y[0], 9)
  expect(found.differences).toHaveLength(3)
  expect(found.differences[0]).toMatchObject({ better: lifted, worse: longer })
  expect(found.differences[0].pHolm).toBeLessThan(0.01)
  expect(found.differences[0].low).toBeGreaterThan(0)

  const hourly = await makeRun(0, 300, { timeframe: '1h' })
  const mixed = (await ask(house, ada, text, { ids: [plain, hourly] })).data.compareBacktests
  expect(mixed.daily).toBe(true)
})

test('what cannot be compared is refused in words', async () => {
  const code = async (ids: string[], viewer = ada) =>
    (await ask(house, viewer, 'query ($ids: [ID!]!) { compareBacktests(ids: $ids) { bars } }', { ids })).errors[0]
      ?.extensions?.code
  expect(await code([])).toBe('BAD_USER_INPUT')
  expect(await code(Array.from({ length: 9 }, newId))).toBe('BAD_USER_INPUT')
  expect(await code([newId()])).toBe('NOT_FOUND')
  expect(await code(['x'])).toBe('NOT_FOUND')
  expect(await code([own.backtest], await makeViewer('viewer'))).toBe('NOT_FOUND')
  const id = newId()
  const request = backtestRequest.parse({ strategy: 'buy-and-hold', symbols: ['TIEY'] })
  await connection.db
    .insert(tables.backtestRuns)
    .values({ id, ownerId: ada.userId, visibility: 'private', request, state: 'running' })
  expect(await code([id])).toBe('CONFLICT')
})

test('a run shows its rolling Sharpe ratio and the prices of its legs', async () => {
  const id = await makeRun(0.0005)
  const { data, errors } = await ask(
    house,
    ada,
    `{ backtest(id: "${id}") {
      rollingSharpe(maxPoints: 50) { window ts ratio low high } short: rollingSharpe(window: 30, maxPoints: 5000) { ratio }
      prices(maxPoints: 100) { ts legs { symbol close } }
    } }`,
  )
  expect(errors).toEqual([])
  const { rollingSharpe, short, prices } = data.backtest as unknown as {
    rollingSharpe: { window: number; ts: number[]; ratio: (number | null)[]; low: number[]; high: number[] }
    short: { ratio: (number | null)[] }
    prices: { ts: number[]; legs: { symbol: string; close: number[] }[] }
  }
  expect([rollingSharpe.window, rollingSharpe.ts.length, rollingSharpe.ts.at(-1)]).toEqual([100, 50, start + 399 * day])
  const last = rollingSharpe.ratio.length - 1
  expect(rollingSharpe.low[last]).toBeLessThan(rollingSharpe.ratio[last] ?? 0)
  expect(rollingSharpe.high[last]).toBeGreaterThan(rollingSharpe.ratio[last] ?? 0)
  expect(rollingSharpe.ratio[0]).toBeNull()
  expect(short.ratio.findIndex((value) => value !== null)).toBe(29)
  expect(prices.legs.map(({ symbol }) => symbol)).toEqual(['TIEY', 'TIEX'])
  expect(prices.ts.length).toBeLessThanOrEqual(100)
  expect(prices.legs[1].close.at(-1)).toBe(closes.x[399])
  const bare = (await ask(house, ada, `{ backtest(id: "${own.backtest}") { prices { ts } rollingSharpe { ts } } }`))
    .data
  expect(bare.backtest.prices, 'no manifest, no prices').toBeNull()
})

test('a walk-forward is taken away, too, when it has a result', async () => {
  const { id: _, ...stored } = storedStudy()
  const id = newId()
  await connection.db.insert(tables.walkForwards).values({
    ...{ id, ownerId: ada.userId, visibility: 'private', state: 'done' },
    ...{ request: stored.request, manifest: stored.manifest, result: stored.result },
    trackTs: Array.from(stored.track.ts),
    trackReturns: Array.from(stored.track.returns),
    trackFold: Array.from(stored.track.fold),
  })
  const text = (one: string) => `{ walkForward(id: "${one}") { report(format: md) { name base64 } } }`
  const { data, errors } = await ask(house, ada, text(id))
  expect(errors).toEqual([])
  expect(data.walkForward.report.name).toBe(`walk-forward-${id}.md`)
  expect(Buffer.from(String(data.walkForward.report.base64), 'base64').toString()).toMatch(
    /^# It does not pass its gates/,
  )
  expect((await ask(house, ada, text(own.walkForward))).errors[0].extensions?.code).toBe('CONFLICT')
})

test('a run is taken away in every format, by those who may see it', async () => {
  const id = own.backtest
  const text = `query ($id: ID!) { backtest(id: $id) {
    html: report(format: html) { name type base64 } pdf: report(format: pdf) { name type base64 }
    xlsx: report(format: xlsx) { name base64 } md: report(format: md) { base64 } json: report(format: json) { base64 }
  } }`
  const { data, errors } = await ask(house, ada, text, { id })
  expect(errors).toEqual([])
  const file = (format: string) => Buffer.from(String(data.backtest[format].base64), 'base64')
  expect(data.backtest.html).toMatchObject({ name: `backtest-${id}.html`, type: 'text/html; charset=utf-8' })
  expect(file('html').toString()).toContain('Backtest of TIEY, TIEX by pairs-zscore')
  expect(file('pdf').subarray(0, 5).toString()).toBe('%PDF-')
  expect(file('xlsx').subarray(0, 2).toString()).toBe('PK')
  expect(file('md').toString()).toMatch(/^# /)
  expect(JSON.parse(file('json').toString()).title).toBe('Backtest of TIEY, TIEX by pairs-zscore')
  expect((await ask(house, await makeViewer('viewer'), text, { id })).data.backtest).toBeNull()
  const waiting = newId()
  const request = backtestRequest.parse({ strategy: 'buy-and-hold', symbols: ['TIEY'] })
  await connection.db
    .insert(tables.backtestRuns)
    .values({ id: waiting, ownerId: ada.userId, visibility: 'private', request, state: 'queued' })
  const early = await ask(house, ada, `{ backtest(id: "${waiting}") { report(format: md) { name } } }`)
  expect(early.errors[0].extensions?.code).toBe('CONFLICT')
})
