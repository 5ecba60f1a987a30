import { expect, it } from 'vitest'
import { barClose, barsPerYear } from './calendar.ts'
import { decimalsOf, roundToLot, roundToTick } from './increments.ts'

const day = 86_400_000
const weekdays = (n: number) =>
  Float64Array.from({ length: n }, (_, i) => Date.UTC(2024, 0, 1) + (Math.floor(i / 5) * 7 + (i % 5)) * day)

it('counts sessions on a market with weekends and days on one without', () => {
  expect(barsPerYear(weekdays(300), '1d')).toBe(252)
  expect(
    barsPerYear(
      Float64Array.from({ length: 300 }, (_, i) => i * day),
      '1d',
    ),
  ).toBe(365)
  expect(
    barsPerYear(
      Float64Array.from({ length: 3_000 }, (_, i) => i * 300_000),
      '5m',
    ),
  ).toBe(365 * 288)
  expect(
    barsPerYear(
      Float64Array.from({ length: 500 }, (_, i) => Date.UTC(2024, 0, 2) + i * 5_000),
      '5s',
    ),
  ).toBe((365 * day) / 5_000)
  const sessions = weekdays(20)
  const intraday = Float64Array.from(sessions).map((x) => x)
  const halfHours = Float64Array.from(
    { length: 20 * 13 },
    (_, i) => intraday[Math.floor(i / 13)] + 14.5 * 3_600_000 + (i % 13) * 1_800_000,
  )
  expect(barsPerYear(halfHours, '30m')).toBe(252 * 13)
})

it('knows when a bar ends', () => {
  expect(barClose(1_000, '5s')).toBe(6_000)
})

it('rounds to ticks and lots without binary dust', () => {
  expect(roundToTick(10.12499, '0.005')).toBe(10.125)
  expect(roundToTick(0.1 + 0.2, '0.1')).toBe(0.3)
  expect(roundToLot(-7.9, '0.5')).toBe(-7.5)
  expect(roundToLot(0.3, '0.1')).toBe(0.3)
  expect(decimalsOf('0.0001')).toBe(4)
})
