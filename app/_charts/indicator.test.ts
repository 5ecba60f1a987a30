import { expect, test } from 'vitest'
import { indicatorMarks, indicatorSentence, liesOverPrices } from './indicator.ts'
import { indicatorExample } from './testing/examples.ts'

test('a price lies over the prices, the rest below on scales of its own', () => {
  const marks = indicatorMarks(indicatorExample, 800)
  expect(marks.prices.lines.map(({ name }) => name)).toEqual(['middle'])
  expect(marks.below.map(({ lines }) => lines.map(({ name }) => name))).toEqual([['percentB'], ['width']])
  expect(marks.below[0].zero, 'a line at zero where it is crossed').not.toBeNull()
  expect(marks.below[1].zero).toBeNull()
})

test('an oscillator near the price by chance is not a price', () => {
  expect(liesOverPrices('momentum', [50, 52], [51, 51])).toBe(false)
  expect(liesOverPrices('average', [50, 52], [51, 51])).toBe(true)
  expect(liesOverPrices('average', [null, null], [51, 51])).toBe(false)
})

test('patterns stand at their bar, those of other bars are not drawn', () => {
  const { marks } = indicatorMarks(indicatorExample, 800).prices
  expect(marks.map(({ tone }) => tone)).toEqual(['up', 'down'])
  expect(marks[0].x).toBeLessThan(marks[1].x)
})

test('the sentence is of the last bar', () => {
  expect(indicatorSentence('RSI', [{ name: 'rsi', values: [1, 61.234] }])).toBe('RSI at the last bar: rsi 61.23.')
  expect(indicatorSentence('RSI', [{ name: 'rsi', values: [1, null] }])).toMatch(/no value/)
})
