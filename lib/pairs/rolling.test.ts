import { expect, it } from 'vitest'
import { correlation, differences, logs } from '#lib/stats/columns.ts'
import { fixture } from '#lib/stats/testing/closes.ts'
import { correlationInterval, rollingCorrelation, rollingPair } from './rolling.ts'

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

it('interval of a correlation is symmetric where Fisher made it so, and narrows with the sample', () => {
  // artanh 0.5 = 0.5493; 1.96/√27 = 0.3772; tanh 0.1721 = 0.1704, tanh 0.9265 = 0.7290.
  const [low, high] = correlationInterval(0.5, 30)
  expect(low).toBeCloseTo(0.1704, 4)
  expect(high).toBeCloseTo(0.729, 4)
  expect(correlationInterval(-0.5, 30)).toEqual([-high, -low])
  expect(correlationInterval(0.5, 300)[0]).toBeGreaterThan(low)
  expect(correlationInterval(Number.NaN, 30).every(Number.isNaN)).toBe(true)
})
