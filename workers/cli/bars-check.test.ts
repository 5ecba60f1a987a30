import { expect, test } from 'vitest'
import { checkedBars } from './bars-check.ts'

const day = 86_400_000
const good = {
  ts: [0, day, 2 * day],
  open: [10, 10.5, 11],
  high: [11, 11, 12],
  low: [9, 10, 10],
  close: [10.5, 10.8, 11],
  volume: [1, 0, 3],
}
const made = (change: Partial<typeof good> = {}) => {
  const { ts, open, high, low, close, volume } = { ...good, ...change }
  const column = (values: number[]) => Float64Array.from(values)
  return {
    symbol: 'KO',
    bars: {
      ...{ ts: column(ts), open: column(open), high: column(high), low: column(low) },
      ...{ close: column(close), volume: column(volume) },
    },
  }
}

test('good bars pass as they are, with and without opens', () => {
  const bars = made()
  expect(checkedBars(bars, '1d').bars).toBe(bars.bars)
  const closes = { ...bars.bars, open: null, high: null, low: null, volume: null }
  expect(checkedBars({ symbol: 'KO', bars: closes }, '1d').bars).toBe(closes)
})

test.each([
  [{ close: [10.5, Number.NaN, 11] }, 'KO, 1970-01-02: its close is no positive number'],
  [{ close: [10.5, -1, 11] }, 'its close is no positive number'],
  [{ close: [10.5, Number.POSITIVE_INFINITY, 11] }, 'its close is no positive number'],
  [{ ts: [0, 2 * day, day] }, 'KO, 1970-01-02: comes after 1970-01-03'],
  [{ ts: [0, day, day] }, 'stands there twice'],
  [{ high: [11, 9, 12] }, 'high 9 is below low 10'],
  [{ low: [9, 10.7, 10] }, 'low 10.7 is above open'],
  [{ open: [10, Number.NaN, 11] }, 'no positive numbers'],
  [{ volume: [1, -2, 3] }, 'its volume'],
])('what an import would refuse is refused by name: %j', (change, reason) => {
  expect(() => checkedBars(made(change), '1d')).toThrow(reason)
})

test('bars that are shorter than what was asked for are refused with the length they have', () => {
  const minutes = made({ ts: [0, 300_000, 600_000] })
  expect(() => checkedBars(minutes, '1d')).toThrow('The bars of KO are 5m long, and 1d was asked for')
  expect(checkedBars(minutes, '5m')).toEqual(minutes)
})
