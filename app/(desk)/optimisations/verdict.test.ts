import { expect, test } from 'vitest'
import type { OptimisationResult } from '#lib/contracts/optimisations.ts'
import { constraintsOf, dimensionOf } from './space.ts'
import { searchesVerdict, searchVerdict } from './verdict.ts'

const figures = { totalReturn: 0.1, maxDrawdown: 0.05, trades: 40, winRate: 0.5 }
const result = (
  inside: number | null,
  outside: number | null,
  interval: [number, number] | null,
): OptimisationResult => ({
  best: 3,
  front: [3],
  counts: { done: 27, pruned: 0, infeasible: 0, refused: 0 },
  inSample: inside === null ? null : { ...figures, sharpe: inside },
  heldOut: { ...figures, sharpe: outside, sharpeCi: interval, bars: 250 },
  deflatedSharpe: null,
  pbo: null,
  spa: null,
  importance: {},
  notes: [],
})

test('a search says what its winner promised and what came of it', () => {
  expect(searchVerdict(result(1.4, -0.2, [-1.1, 0.7]), 27)).toBe(
    'The best of 27 combinations showed a Sharpe ratio of 1.40. On the bars held back it came to −0.20, which cannot be told from zero.',
  )
  expect(searchVerdict(result(1.4, 1.2, [0.2, 2.2]), 27)).toMatch(/0.20 to 2.20: above zero\.$/)
  expect(searchVerdict(result(1.4, -1.2, [-2.2, -0.2]), 27)).toMatch(/Do not trade this\.$/)
  expect(searchVerdict(result(1.4, null, null), 27)).toMatch(/did not trade\.$/)
  expect(searchVerdict({ ...result(1.4, 1, null), heldOut: null }, 2)).toMatch(/No bars were held back/)
  expect(searchVerdict(result(null, null, null), 1)).toBe('One combination, and none could be judged.')
})

test('the list counts winners above zero', () => {
  expect(searchesVerdict([], 0)).toBe('Nothing has been searched yet.')
  expect(searchesVerdict([null], 1)).toBe('One search, none judged on bars held back.')
  expect(searchesVerdict([result(1, 1, [0.1, 2]), result(1, 0, [-1, 1])], 2)).toBe(
    'One of two searches is above zero on the bars held back.',
  )
})

test('what a person writes for a parameter', () => {
  expect(dimensionOf('30, 60 90')).toEqual([30, 60, 90])
  expect(dimensionOf('a, true')).toEqual(['a', true])
  expect(dimensionOf('20..120')).toEqual({ min: 20, max: 120, integer: true, log: false })
  expect(dimensionOf('1.0 .. 3')).toEqual({ min: 1, max: 3, integer: false, log: false })
  expect(dimensionOf('20..120:10')).toEqual({ min: 20, max: 120, integer: false, log: false, step: 10 })
  expect(dimensionOf('0.01..1:log')).toEqual({ min: 0.01, max: 1, integer: false, log: true })
  expect(dimensionOf('  ')).toBeNull()
  expect(constraintsOf('trades >= 30, maxDrawdown<=0.1, what')).toEqual([
    { metric: 'trades', min: 30 },
    { metric: 'maxDrawdown', max: 0.1 },
    { metric: 'what' },
  ])
})
