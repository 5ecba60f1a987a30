import { expect, test } from 'vitest'
import { suggestedSymbols } from './question.tsx'

const daily = {
  ...{ venue: 'XNYS', timeframe: '1d', source: 'file', adjustment: 'raw', symbols: 4, simulated: false, title: '' },
  examples: ['KO', 'MA', 'PEP', 'V'],
}
const node = { id: '1', y: 'ALFA', x: 'BRAV', venue: 'SIM', timeframe: '1s' }
const data = { pairs: { edges: [{ node }] } } as unknown as Parameters<typeof suggestedSymbols>[0]

test('only symbols that the chosen bars have are suggested', () => {
  expect(suggestedSymbols(data, { legsMin: 2 }, { ...daily, venue: 'SIM', timeframe: '1s' })).toBe('ALFA, BRAV')
  expect(suggestedSymbols(data, { legsMin: 2 }, daily)).toBe('KO, MA')
  expect(suggestedSymbols(data, { legsMin: 1 }, daily)).toBe('KO')
  expect(suggestedSymbols(data, { legsMin: 3 }, daily)).toBe('KO, MA, PEP')
  expect(suggestedSymbols({}, { legsMin: 2 }, undefined)).toBe('')
})
