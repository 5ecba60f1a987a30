import { expect, test } from 'vitest'
import type { IndicatorsData } from './documents.ts'
import { choosable, questionOf, readsQuotes, seriesTitle } from './question.ts'

const entry = (name: string, inputs: string[], properties: object) => ({
  name,
  title: name,
  group: 'average',
  params: { type: 'object', properties },
  inputs,
  outputs: [name],
  warmup: 19,
  settled: 19,
  seeding: '',
  source: '',
})
const period = { period: { type: 'integer', default: 20, minimum: 1 } }
const series = (id: number, timeframe: string) => ({ id, timeframe, source: 'test', adjustment: 'raw' })
const data: IndicatorsData = {
  patternNames: [],
  indicators: [entry('sma', ['close'], period), entry('bollinger', ['close'], period), entry('spread', ['bid'], {})],
  instruments: {
    totalCount: 1,
    edges: [
      { node: { id: 'i', venue: 'SIM', symbol: 'ALFA', simulated: true, series: [series(7, '1s'), series(8, '1m')] } },
    ],
  },
}

test('the address chooses indicator, series and parameters', () => {
  const { entry, series, variables } = questionOf(data, { name: 'sma', series: '8', 'params.period': '5' })
  expect(entry.name).toBe('sma')
  expect(series?.timeframe).toBe('1m')
  expect(variables).toMatchObject({ name: 'sma', params: { period: 5 }, instrumentId: 'i', timeframe: '1m' })
})

test('what it does not name, or names wrongly, is the usual', () => {
  const { entry, series, params } = questionOf(data, { name: 'nonsense', series: '99' })
  expect([entry.name, series?.id, params]).toEqual(['bollinger', '7', {}])
  expect(questionOf({ ...data, instruments: { totalCount: 0, edges: [] } }, {}).variables).toBeNull()
})

test('quotes and series are told apart', () => {
  expect(data.indicators.map(readsQuotes)).toEqual([false, false, true])
  expect(choosable(data).map(({ id }) => id)).toEqual(['7', '8'])
})

test('a series beyond the first ones is there when the address names it', () => {
  const instrument = { id: 'j', venue: 'XNYS', symbol: 'ZZZ', simulated: false, series: [series(900, '1d')] }
  expect(questionOf({ ...data, instrument }, { series: '900' }).variables).toMatchObject({ instrumentId: 'j' })
  expect(choosable({ ...data, instrument: data.instruments.edges[0].node })).toHaveLength(2)
  const titles = choosable({ ...data, instrument }).map(seriesTitle)
  expect(titles[0]).toBe('ZZZ, XNYS 1d raw, test')
  expect(new Set(titles).size).toBe(3)
})
