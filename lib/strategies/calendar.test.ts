import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memory } from '#lib/indicators/memory.ts'
import { after, calendar, calendarWarmup } from './calendar.ts'

const day = 86_400_000

/** Open times of bars of a length, on every day or on weekdays only. */
const times = (count: number, ms: number, weekdays: boolean): number[] => {
  const all: number[] = []
  for (let ts = Date.UTC(2024, 0, 1); all.length < count; ts += ms)
    if (!weekdays || (new Date(ts).getUTCDay() + 6) % 7 < 5) all.push(ts)
  return all
}

const play = (all: readonly number[], every: number, window: number, cuts: readonly number[] = []) => {
  let cells = memory()
  let one = calendar(cells, every, window)
  return all.map((ts, t) => {
    if (cuts.includes(t)) {
      cells = memory(JSON.parse(JSON.stringify(cells.save())))
      one = calendar(cells, every, window)
    }
    one.next(ts)
    return { begins: one.begins, ends: one.ends }
  })
}

test('a later start falls on the same bars once it is warm, and a stretch has begun by then', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 10, max: 300 }),
      fc.integer({ min: 1, max: 200 }),
      fc.constantFrom(60_000, 3_600_000, day),
      fc.boolean(),
      (every, window, start, ms, weekdays) => {
        const warmup = calendarWarmup(every, window)
        const all = times(start + warmup + 200, ms, weekdays)
        const late = play(all.slice(start), every, window)
        const size = Math.min(252, Math.max(30, window))
        expect(late.slice(size)).toEqual(play(all, every, window).slice(start + size))
        expect(late.slice(0, size).some(({ begins }) => begins)).toBe(false)
        expect(late.slice(window, warmup).some(({ begins }) => begins)).toBe(true)
      },
    ),
    { numRuns: 100 },
  )
})

test('goes on after a restart at any bar', () => {
  const all = times(300, day, true)
  const whole = play(all, 10, 40)
  for (const cut of [1, 30, 60, 61, 130, 299]) expect(play(all, 10, 40, [cut])).toEqual(whole)
})

test('on a market that never rests a stretch ends where the next begins', () => {
  const all = play(times(200, 3_600_000, false), 8, 60)
  for (let t = 61; t < 200; t++) expect(all[t].begins).toBe(all[t - 1].ends)
  expect(all.filter(({ begins }) => begins).length).toBeGreaterThan(15)
})

test('after so many calls', () => {
  const ready = after(memory(), 3)
  expect([1, 2, 3, 4, 5].map(ready)).toEqual([false, false, false, true, true])
})
