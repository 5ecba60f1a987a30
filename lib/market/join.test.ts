import { expect, it } from 'vitest'
import { joinByTime, sameTimes, take } from './join.ts'

const t = (...values: number[]) => Float64Array.from(values)

it('keeps the common times only, whatever their position', () => {
  const { ts, rows } = joinByTime([t(1, 2, 4, 7, 9), t(2, 3, 4, 9), t(0, 2, 9, 10)])
  expect([...ts]).toEqual([2, 9])
  expect(rows.map((r) => [...r])).toEqual([
    [1, 4],
    [0, 3],
    [1, 2],
  ])
  expect([...take(t(5, 6, 7, 8, 9), rows[0])]).toEqual([6, 9])
})
it('is empty where nothing is common', () => {
  expect(joinByTime([t(1, 3), t(2, 4)]).ts.length).toBe(0)
  expect(joinByTime([]).ts.length).toBe(0)
})
it('tells equal times', () => {
  expect(sameTimes(t(1, 2), t(1, 2))).toBe(true)
  expect(sameTimes(t(1, 2), t(1, 3))).toBe(false)
})
