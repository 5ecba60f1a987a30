import { expect, test } from 'vitest'
import { panelOf, wholeDay } from './data.ts'

const day = 86_400_000
const hour = 3_600_000

test('an end at midnight means the whole day where a day has several bars, and itself where it has one', () => {
  expect(wholeDay(3 * day, '1h')).toBe(4 * day - 1)
  expect(wholeDay(3 * day, '1d')).toBe(3 * day)
  expect(wholeDay(3 * day + hour, '1h')).toBe(3 * day + hour)
  expect(wholeDay(undefined, '1h')).toBeUndefined()
  const ts = Float64Array.from({ length: 120 }, (_, i) => i * hour)
  const bars = { ts, open: null, high: null, low: null, close: ts.map(() => 1), volume: null }
  expect(panelOf([{ symbol: 'A', bars }], '1h', 0, day).ts).toHaveLength(48)
  expect(panelOf([{ symbol: 'A', bars }], '1h', 0, day + hour).ts).toHaveLength(26)
})
