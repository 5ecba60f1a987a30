import { describe, expect, it } from 'vitest'
import { fitClock, longestStretch } from './fit-clock.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const monday = Date.UTC(2020, 0, 6)

/** Open times of bars of a length on `days` days a week, so many each day from 14:00 on; a holiday every 40th day. */
function market(count: number, length: number, days: number, each: number): number[] {
  const times: number[] = []
  for (let d = 0; times.length < count; d++) {
    if (d % 7 >= days || (days < 7 && d % 40 === 39)) continue
    for (let i = 0; i < each; i++) times.push(monday + d * day + (each === 1 ? 0 : 14 * hour) + i * length)
  }
  return times.slice(0, count)
}
const round = (count: number, length: number) => Array.from({ length: count }, (_, i) => monday + i * length)

const markets: [string, number[]][] = [
  ['days of a market that never rests', round(1_500, day)],
  ['days of an exchange', market(1_500, day, 5, 1)],
  ['hours of an exchange', market(1_500, hour, 5, 7)],
  ['four hours of an exchange, twice a day', market(1_500, 4 * hour, 5, 2)],
  ['hours that never rest', round(1_500, hour)],
  ['minutes of an exchange', market(3_000, minute, 5, 390)],
  ['bars that are only numbered', Array.from({ length: 1_500 }, (_, i) => i)],
]

/** Bars on which a new stretch begins, once the window is full. */
function begins(times: readonly number[], every: number, window: number): number[] {
  const clock = fitClock(every, window)
  let before = ''
  return times.filter((ts, i) => {
    const now = clock.next(ts)
    const is = i > window && now !== before
    before = now
    return is
  })
}

describe.each(markets)('%s', (name, times) => {
  const every = 63
  const window = 300
  const all = begins(times, every, window)
  it('picks the same bars wherever the series begins', () => {
    expect(all.length).toBeGreaterThan(10)
    for (const start of [1, 37, 210, 555]) {
      const later = begins(times.slice(start), every, window)
      const from = times[start + window + 1]
      expect(later).toEqual(all.filter((ts) => ts >= from))
    }
  })
  it('lets about as many bars pass between two as were asked for, and never many more', () => {
    const at = all.map((ts) => times.indexOf(ts))
    const gaps = at.slice(1).map((i, k) => i - at[k])
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    // Nights cut stretches of minutes short: what falls between two days begins with the new one.
    expect(mean).toBeGreaterThan(name === 'minutes of an exchange' ? every / 2 : every / 1.3)
    expect(mean).toBeLessThan(every * 1.3)
    for (const gap of gaps) expect(gap).toBeLessThanOrEqual(longestStretch(every) + 7)
  })
  it('goes on after a restart', () => {
    const whole = fitClock(20, 50)
    let broken = fitClock(20, 50)
    for (const [i, ts] of times.slice(0, 200).entries()) {
      if (i % 17 === 5) broken = fitClock(20, 50, JSON.parse(JSON.stringify(broken.times)))
      expect(broken.next(ts)).toBe(whole.next(ts))
    }
    expect(whole.times).toHaveLength(50)
  })
})
