import { expect, it } from 'vitest'
import { seriesChoices } from './series.ts'

const set = (venue: string, symbols: number, simulated = false) => ({
  ...{ venue, timeframe: '1d', source: 'files', adjustment: 'total', symbols, simulated },
})

it('offers the kinds of bars that have symbols enough, in words', () => {
  const sets = [set('SIM', 1_034, true), set('XNYS', 1)]
  expect(seriesChoices(sets).map(({ title }) => title)).toEqual([
    'SIM (simulated), 1d, total, files: 1,034 symbols',
    'XNYS, 1d, total, files: 1 symbol',
  ])
  expect(seriesChoices(sets, 2).map(({ venue }) => venue)).toEqual(['SIM'])
})
