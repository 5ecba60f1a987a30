import { expect, it } from 'vitest'
import { correlation, differences, logs } from '#lib/stats/columns.ts'
import { halfLife } from '#lib/stats/half-life.ts'
import { line } from '#lib/stats/line.ts'
import { random } from '#lib/stats/random.ts'
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

it('bands of β and half-life hold what they are of, and are those of the window taken alone', () => {
  const window = 120
  const rolling = rollingPair(y, x, window)
  for (let t = window - 1; t < y.length; t += 97) {
    const cut = (column: Float64Array) => logs(column.slice(t - window + 1, t + 1))
    const fit = line(cut(y), cut(x))
    const alone = halfLife(fit.residuals)
    if (alone.linear === null) continue
    expect(rolling.halfLifeLow[t]).toBeCloseTo(alone.interval?.[0] ?? Number.NaN, 6)
    expect(rolling.halfLifeHigh[t]).toBeCloseTo(alone.interval?.[1] ?? Number.POSITIVE_INFINITY, 4)
    expect(rolling.betaLow[t]).toBeLessThan(fit.beta)
    expect(rolling.betaHigh[t]).toBeGreaterThan(fit.beta)
  }
})

it('the band of β holds the true one about as often as it says', () => {
  const chance = random(11)
  let inside = 0
  let told = 0
  for (let run = 0; run < 200; run++) {
    const n = 120
    const [a, b] = [new Float64Array(n), new Float64Array(n)]
    let [level, gap] = [4, 0]
    for (let t = 0; t < n; t++) {
      level += 0.02 * chance.normal()
      gap = 0.8 * gap + 0.01 * chance.normal()
      b[t] = Math.exp(level)
      a[t] = Math.exp(0.5 + 1.3 * level + gap)
    }
    const { betaLow, betaHigh } = rollingPair(a, b, n)
    if (Number.isNaN(betaLow[n - 1])) continue
    told++
    if (betaLow[n - 1] <= 1.3 && 1.3 <= betaHigh[n - 1]) inside++
  }
  expect(told).toBeGreaterThan(190)
  // The plain band of least squares would hold it in about half of the runs.
  expect(inside / told).toBeGreaterThan(0.85)
})

it('a relation that ends is told as broken, one that lasts hardly ever', () => {
  const simulate = (seed: number, end: number) => {
    const chance = random(seed)
    const n = 900
    const [a, b] = [new Float64Array(n), new Float64Array(n)]
    let [level, gap] = [4, 0]
    for (let t = 0; t < n; t++) {
      level += 0.01 * chance.normal()
      gap = 0.8 * gap + 0.01 * chance.normal()
      b[t] = Math.exp(level)
      a[t] = Math.exp(level + gap + (t < end ? 0 : 0.08 + 0.001 * (t - end)))
    }
    return rollingPair(a, b, 200).broken
  }
  let found = 0
  for (let seed = 1; seed <= 10; seed++) {
    const lasts = simulate(seed, 10_000).subarray(199)
    expect(lasts.filter((value) => value !== 0).length / lasts.length).toBeLessThan(0.1)
    const ends = simulate(seed, 450)
    const first = ends.findIndex((value, t) => t >= 450 && value > 0)
    expect(first).toBeGreaterThan(0)
    if (first < 450 + 200) found++
  }
  expect(found).toBeGreaterThanOrEqual(7)
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
