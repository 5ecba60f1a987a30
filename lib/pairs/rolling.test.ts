import { expect, it } from 'vitest'
import { correlation, differences, logs } from '#lib/stats/columns.ts'
import { fixture } from '#lib/stats/testing/closes.ts'
import { rollingCorrelation, rollingPair } from './rolling.ts'

const y = fixture('EWA').close
const x = fixture('EWC').close

it('correlation of each window is that of its returns', () => {
  const rolling = rollingCorrelation(y, x, 60)
  expect(rolling.findIndex((value) => !Number.isNaN(value))).toBe(60)
  for (let t = 60; t < y.length; t += 131) {
    const cut = (column: Float64Array) => differences(logs(column.slice(t - 60, t + 1)))
    expect(rolling[t]).toBeCloseTo(correlation(cut(y), cut(x)), 10)
  }
  expect(rollingCorrelation(y, new Float64Array(y.length).fill(3), 60).every(Number.isNaN)).toBe(true)
})

it('all figures of a pair begin with the first full window', () => {
  for (const column of Object.values(rollingPair(y, x, 250))) {
    expect(column).toHaveLength(y.length)
    expect((column as Float64Array).slice(0, 249).every(Number.isNaN)).toBe(true)
    expect((column as Float64Array).slice(249).some((value) => !Number.isNaN(value))).toBe(true)
  }
})
