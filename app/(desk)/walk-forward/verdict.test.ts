import { expect, test } from 'vitest'
import { gateWords, studiesVerdict, studyVerdict } from './verdict.ts'

test('a study says what was promised, what came of it, and whether that is anything', () => {
  const of = (outside: number | null, interval: number[] | null) =>
    studyVerdict({ inside: 2.38, outside, interval, folds: 15 })
  expect(of(0.07, [-0.58, 0.63])).toBe(
    'The choice promised a Sharpe ratio of 2.38 on average. Traded, it came to 0.07, which cannot be told from zero.',
  )
  expect(of(1.2, [0.2, 2.2])).toMatch(/95 % 0.20 to 2.20: above zero\.$/)
  expect(of(-1.2, [-2.2, -0.2])).toMatch(/came to −1.20\. Do not trade this\.$/)
  expect(of(null, null)).toBe('15 folds without enough trades for a Sharpe ratio.')
})

test('the list counts what is above zero', () => {
  expect(studiesVerdict([], 0)).toBe('Nothing has been walked forward yet.')
  expect(studiesVerdict([{ interval: null, done: false }], 1)).toBe('One study, none finished.')
  expect(
    studiesVerdict(
      [
        { interval: [0.1, 1], done: true },
        { interval: [-1, 1], done: true },
      ],
      2,
    ),
  ).toBe('One of two finished studies is above zero out of sample.')
})

test('a gate names its limit, what was seen and the sample it would need', () => {
  expect(
    gateWords({ name: 'winRate', limit: 0.52, observed: 0.463, passed: false, needed: 1_691, had: 82, unit: 'trades' }),
  ).toEqual({
    name: 'trades won above 52 %',
    observed: '46 %',
    sample: '82 of 1,691 trades it would take to be sure',
  })
  expect(
    gateWords({ name: 'drawdown', limit: 0.08, observed: 0.124, passed: false, needed: null, had: 9, unit: 'bars' }),
  ).toMatchObject({ name: 'worst drawdown below 8 %', sample: '' })
})
