import { expect, test } from 'vitest'
import { brokenSentence, brokenSince, measurable, relationSentence, smallP } from './relation.ts'

const day = 86_400_000
const from = Date.UTC(2016, 0, 4)
const relation = {
  window: 60,
  ts: [0, 1, 2, 3, 4].map((i) => from + i * day),
  p: [null, 0.01, 0.03, 0.4, 0.92],
  beta: [null, 1.43, 0.9, 0.5, 0.7],
  halfLife: [null, 4, 5, 20, 49],
  correlation: [null, 0.5, 0.6, 0.8, 0.87],
  broken: [null, 0, 0, 2, 1],
}

test('says since when the evidence is gone, and what correlation would have hidden', () => {
  expect(relationSentence(relation, day)).toBe(
    'The p-value is 0.9200, above 0.05 since 7 Jan 2016, and was below in 50 % of the windows. β ran between 0.50 and 1.43, half-life is 49.0 bars; correlation alone, at 0.87, would have said all is well.',
  )
})

test('says when it holds, always or since', () => {
  const p = [null, 0.01, 0.02, 0.03, 0.04]
  expect(relationSentence({ ...relation, p }, day)).toBe(
    'The p-value is 0.0400, and below 0.05 in every window. β ran between 0.50 and 1.43, half-life is 49.0 bars.',
  )
  expect(relationSentence({ ...relation, p: [null, 0.3, 0.02, 0.03, 0.04] }, day)).toContain(
    'below 0.05 since 6 Jan 2016, and was below in 75 % of the windows',
  )
})

test('says what cannot be had', () => {
  const none = [null, null, null, null, null]
  expect(relationSentence({ ...relation, p: none }, day)).toBe('No window is full yet: it takes 60 bars of both legs.')
  expect(relationSentence({ ...relation, halfLife: [null, 4, 5, 20, 61] }, day)).toContain(
    'no half-life can be measured now',
  )
  expect(measurable([null, 10, 60, 61], 60)).toEqual([null, 10, 60, null])
})

test('writes p-values in few signs', () => {
  expect([0.92, 0.05, 0.0034, 0.00002].map(smallP)).toEqual(['0.92', '0.05', '0.003', '2e−5'])
})

test('says since when the relation is broken and why, and when it is not', () => {
  expect(brokenSince(relation)).toEqual({ ts: from + 3 * day, word: 'broken' })
  expect(brokenSentence(relation, day)).toBe(
    'Broken since 7 Jan 2016: p has been above 0.1 for a whole window of 60 bars. It was broken at 50 % of the bars.',
  )
  expect(brokenSentence({ ...relation, broken: [null, 0, 0, 0, 2] }, day)).toContain('CUSUM finds a structural break')
  expect(brokenSince({ ...relation, broken: [null, 1, 1, 0, 0] })).toBeNull()
  expect(brokenSentence({ ...relation, broken: [null, 1, 0, 0, 0] }, day)).toBe(
    'The relation is not broken now; it was at 25 % of the bars.',
  )
  expect(brokenSentence({ ...relation, broken: [null, 0, 0, 0, 0] }, day)).toBe('In no window is the relation broken.')
})
