import { expect, it } from 'vitest'
import { tradingYear } from './trading-year.ts'

it('counts bars by calendar and length', () => {
  expect(tradingYear('24/7', '1s')).toBe(365 * 86_400)
  expect(tradingYear('24/7', '1d')).toBe(365)
  expect(tradingYear('24/5', '1h')).toBe(260 * 24)
  expect(tradingYear('XNYS', '1d')).toBe(252)
  expect(tradingYear('XNYS', '30m')).toBe(252 * 13)
  expect(tradingYear('XLON', '1h')).toBe(252 * 8.5)
  expect(tradingYear('XNYS', '4h')).toBe(252 * 1.625)
  expect(tradingYear('UNKNOWN', '1m')).toBe(252 * 390)
  for (const calendar of ['24/7', '24/5', 'XTKS']) expect(tradingYear(calendar, '1w')).toBe(52)
})
