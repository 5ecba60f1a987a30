import { expect, test } from 'vitest'
import * as tables from '#db/schema/index.ts'
import { compute } from '#lib/indicators/compute.ts'
import { indicators } from '#lib/indicators/index.ts'
import { patterns, sightings } from '#lib/patterns/index.ts'
import { ask } from '../testing/ask.ts'
import { testDesk } from '../testing/desk.ts'
import { seedSeries, tiedCloses } from '../testing/facts.ts'

const { connection, house, ada } = await testDesk()
const { y: close, x: base } = tiedCloses(400)
const whole = await seedSeries(connection, 'CLOSE', close)
const candles = await seedSeries(connection, 'OHLC', [])
const columns = {
  ts: Float64Array.from(close, (_, i) => Date.UTC(2020, 0, 1 + i)),
  open: Float64Array.from(base, (v, i) => v + (i % 3) * 0.1),
  close: Float64Array.from(close),
  high: Float64Array.from(close, (v, i) => Math.max(v, base[i] + (i % 3) * 0.1) + (i % 5) * 0.2),
  low: Float64Array.from(close, (v, i) => Math.min(v, base[i] + (i % 3) * 0.1) - (i % 7) * 0.2),
}
await connection.db.insert(tables.bars).values(
  close.map((_, i) => ({
    seriesId: candles.seriesId,
    ts: new Date(columns.ts[i]),
    open: columns.open[i],
    high: columns.high[i],
    low: columns.low[i],
    close: columns.close[i],
  })),
)

type Series = { ts: number[]; close: number[]; outputs: { name: string; values: (number | null)[] }[] }

test('the catalogue has every indicator with what a form needs', async () => {
  const { data } = await ask(house, ada, '{ indicators { name title group params inputs outputs warmup source } }')
  const list = data.indicators as unknown as { name: string; warmup: number; params: { type: string } }[]
  expect(list.map(({ name }) => name)).toEqual(indicators.names)
  expect(list.find(({ name }) => name === 'macd')?.warmup).toBe(33)
  expect(list.every(({ params }) => params.type === 'object')).toBe(true)
})

test('values are those of the library, warm from the first bar asked for', async () => {
  const { data } = await ask(
    house,
    ada,
    `{ indicator(name: "sma", params: { period: 30 }, instrumentId: "${whole.instrumentId}", last: 100) { ts close outputs { name values } } }`,
  )
  const series = data.indicator as unknown as Series
  const [direct] = compute(indicators.get('sma'), { period: 30 }, { close: Float64Array.from(close) })
  expect(series.close).toEqual(close.slice(-100))
  for (const [i, value] of series.outputs[0].values.entries()) expect(value).toBeCloseTo(direct[300 + i], 9)
})

test('patterns are those of the library; bars of closes have none', async () => {
  const of = (id: string) => `{ patterns(instrumentId: "${id}", last: 300) { ts name title direction } }`
  const marks = (await ask(house, ada, of(candles.instrumentId))).data.patterns as unknown as {
    ts: number
    name: string
    title: string
  }[]
  const direct = sightings(columns).filter(({ row }) => row >= 100)
  expect(direct.length).toBeGreaterThan(3)
  expect(marks.map(({ ts, name }) => [ts, name])).toEqual(direct.map((one) => [columns.ts[one.row], one.pattern]))
  expect(marks[0].title).toBe(patterns.get(marks[0].name).title)
  expect((await ask(house, ada, of(whole.instrumentId))).data.patterns).toEqual([])
  const one = marks[0].name
  const only = (names: string) =>
    `{ patterns(instrumentId: "${candles.instrumentId}", last: 300, names: ${names}) { name ts } }`
  const filtered = (await ask(house, ada, only(`["${one}"]`))).data.patterns as unknown as {
    name: string
    ts: number
  }[]
  expect(filtered.map(({ ts }) => ts)).toEqual(marks.filter(({ name }) => name === one).map(({ ts }) => ts))
  expect((await ask(house, ada, only('["nothing"]'))).errors[0].extensions?.code).toBe('BAD_USER_INPUT')
  const names = (await ask(house, ada, '{ patternNames { name title } }')).data.patternNames as unknown as object[]
  expect(names).toHaveLength(patterns.list.length)
})

test.each([
  ['name: "nothing"', 'BAD_USER_INPUT', /no indicator/],
  ['name: "sma", params: { period: -1 }', 'BAD_USER_INPUT', /period/],
  ['name: "sma", last: 5001', 'BAD_USER_INPUT', /between 1 and/],
  ['name: "obv"', 'BAD_USER_INPUT', /volume/],
  ['name: "sma", timeframe: "1m"', 'NOT_FOUND', /no such series/],
])('%s is refused', async (args, code, words) => {
  const text = `{ indicator(${args}, instrumentId: "${whole.instrumentId}") { ts } }`
  const { errors } = await ask(house, ada, text)
  expect(errors[0].extensions?.code).toBe(code)
  expect(JSON.stringify(errors[0])).toMatch(words)
})
