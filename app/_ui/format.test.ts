import { describe, expect, it } from 'vitest'
import * as f from './format.ts'
import * as t from './time.ts'

describe('numbers', () => {
  it('carry a true minus, thousands by comma, and no sign on what rounds to zero', () => {
    expect(f.number(-1474, 2)).toBe('−1,474.00')
    expect(f.number(1234567.891, 1)).toBe('1,234,567.9')
    expect(f.number(-0.004, 2)).toBe('0.00')
    expect(f.signed(2188)).toBe('+2,188')
    expect(f.signed(-0.3)).toBe('0')
  })

  it('write an en dash for what is not available', () => {
    for (const v of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(f.number(v)).toBe('–')
      expect(f.percent(v)).toBe('–')
      expect(f.pValue(v)).toBe('–')
      expect(f.short(v)).toBe('–')
    }
  })

  it('put percent after a space and stop p and q where they say nothing more', () => {
    expect(f.percent(0.0264)).toBe('2.6 %')
    expect(f.signedPercent(-0.055)).toBe('−5.5 %')
    expect(f.pValue(0.00009)).toBe('<0.0001')
    expect(f.pValue(0.00091)).toBe('0.0009')
    expect(f.qValue(0.0502)).toBe('0.050')
    expect(f.qValue(0.0004)).toBe('<0.001')
  })

  it('use at most four significant digits in sentences', () => {
    expect(f.short(102640.4)).toBe('102,640')
    expect(f.short(8.3)).toBe('8.3')
    expect(f.short(0.73456)).toBe('0.7346')
    expect(f.short(100)).toBe('100')
    expect(f.short(-2.5)).toBe('−2.5')
  })

  it('write intervals with a word, open ends too', () => {
    expect(f.interval(-5.5, 2.9, 1)).toBe('−5.5 to 2.9')
    expect(f.interval(5.4, null, 1)).toBe('5.4 or more')
  })

  it('write ratios no better than they are known', () => {
    expect([0.812, -19.51, 241.25].map(f.ratio)).toEqual(['0.81', '−19.5', '241'])
    expect(f.ratioInterval(-280.27, 241.25)).toBe('−280 to 241')
    expect(f.ratioInterval(-0.2, 1.9)).toBe('−0.20 to 1.90')
    expect([0.124, -61.11, 0.001, null].map(f.signedRatio)).toEqual(['+0.12', '−61.1', '0.00', '–'])
  })

  it('join and count in words', () => {
    expect(f.list(['A', 'B', 'C'])).toBe('A, B and C')
    expect(f.capital(f.count(2))).toBe('Two')
    expect(f.count(229)).toBe('229')
    expect(f.plural(1, 'pair')).toBe('pair')
  })

  it('give prices as many decimals as they need', () => {
    expect([102.49, 61234.5, 0.08123, 0.0000123].map(f.price)).toEqual(['102.49', '61,234.5', '0.0812', '0.000012'])
  })
})

describe('times', () => {
  const at = Date.UTC(2024, 5, 24, 16, 50, 7)
  it('are UTC', () => {
    expect(t.clock(at)).toBe('16:50')
    expect(t.dayClock(at)).toBe('24 Jun 16:50')
    expect(t.dayYear('2014-01-02T00:00:00Z')).toBe('2 Jan 2014')
    expect(t.iso(at)).toBe('2024-06-24T16:50:07.000Z')
    expect(t.clock('nonsense')).toBe('–')
  })

  it('are as exact as the bar', () => {
    expect(t.barTime(at, 1_000)).toBe('24 Jun 16:50:07')
    expect(t.barTime(at, 300_000)).toBe('24 Jun 16:50')
    expect(t.barTime(at, 86_400_000)).toBe('24 Jun 2024')
  })

  it('name a range and a place in it as exactly as it is long', () => {
    expect(t.range('2014-01-02T00:00:00Z', '2015-12-31T00:00:00Z')).toBe('2 Jan 2014 to 31 Dec 2015')
    expect(t.range(at, at + 1_800_000)).toBe('24 Jun 2024 16:50 to 17:20 UTC')
    expect(t.range(at, at + 86_400_000)).toBe('24 Jun 2024 16:50 to 25 Jun 16:50 UTC')
    expect(t.range(null, at)).toBe('–')
    expect(t.inSpan(at, 60_000)).toBe('16:50:07')
    expect(t.inSpan(at, 3_600_000)).toBe('16:50')
    expect(t.inSpan(at, 1.2e8)).toBe('24 Jun 16:50')
    expect(t.inSpan(at, 1e10)).toBe('24 Jun 2024')
  })

  it('measure ages', () => {
    expect(t.age(812)).toBe('0.8 s ago')
    expect(t.age(14 * 60_000)).toBe('14 min ago')
    expect(t.duration(2_200)).toBe('2.2 s')
    expect(t.duration(1_000)).toBe('1 s')
    expect(t.duration(3 * 86_400_000)).toBe('3 d')
  })
})
