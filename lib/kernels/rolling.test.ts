import { describe, expect, it } from 'vitest'
import { random } from '#lib/stats/random.ts'
import * as rolling from './rolling.ts'

const chance = random(5)
const length = 2_300
const from = 3
const x = Float64Array.from({ length }, (_, i) => (i < from ? Number.NaN : 1e4 + Math.sin(i / 9) + chance.normal()))
const windowAt = (i: number, n: number) => Array.from(x.slice(i - n + 1, i + 1))
const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length

describe('rolling columns equal their definition, across renewals and blocks', () => {
  for (const n of [2, 5, 20, 64, 700]) {
    const rows = [from + n - 1, from + n, from + 2 * n - 1, 1_500, 1_537, length - 1].filter((i) => i >= from + n - 1)
    const out = () => new Float64Array(length)
    it(`window ${n}`, () => {
      const [sum, weighted, ends, slopes, average, deviation, high, low] = [
        out(),
        out(),
        out(),
        out(),
        out(),
        out(),
        out(),
        out(),
      ]
      rolling.rollingSumColumn(x, from, n, sum)
      rolling.weightedMeanColumn(x, from, n, weighted)
      rolling.rollingLineColumn(x, from, n, ends, slopes)
      rolling.rollingMomentsColumn(x, from, n, average, deviation, 1)
      rolling.rollingMaxColumn(x, from, n, high)
      rolling.rollingMinColumn(x, from, n, low)
      for (const i of rows) {
        const w = windowAt(i, n)
        const m = mean(w)
        const slope = w.reduce((a, v, k) => a + (v - m) * (k - (n - 1) / 2), 0) / ((n * (n * n - 1)) / 12)
        expect(sum[i]).toBeCloseTo(m * n, 6)
        expect(average[i]).toBeCloseTo(m, 9)
        expect(deviation[i]).toBeCloseTo(Math.sqrt(w.reduce((a, v) => a + (v - m) ** 2, 0) / (n - 1)), 8)
        expect(weighted[i]).toBeCloseTo(w.reduce((a, v, k) => a + (k + 1) * v, 0) / ((n * (n + 1)) / 2), 8)
        expect(slopes[i]).toBeCloseTo(slope, 9)
        expect(ends[i]).toBeCloseTo(m + (slope * (n - 1)) / 2, 8)
        expect(high[i]).toBe(Math.max(...w))
        expect(low[i]).toBe(Math.min(...w))
      }
      for (const column of [sum, weighted, ends, average, high, low])
        expect(column.slice(0, from + n - 1).every(Number.isNaN)).toBe(true)
    })
  }
  it('windows longer than the column leave it undefined', () => {
    const short = Float64Array.of(1, 2, 3)
    for (const run of [
      rolling.rollingMaxColumn,
      rolling.rollingMinColumn,
      rolling.weightedMeanColumn,
      rolling.rollingMeanColumn,
    ]) {
      const out = new Float64Array(3)
      run(short, 0, 5, out)
      expect(out.every(Number.isNaN)).toBe(true)
    }
  })
})

it('the logarithm of a ratio, near one and far', () => {
  for (const ratio of [1, 1 + 1e-12, 1.0001, 0.97, 1.09, 1.3, 0.2, 40]) {
    const got = rolling.logRatio(7 * ratio, 7)
    expect(Math.abs(got - Math.log1p((7 * ratio - 7) / 7))).toBeLessThanOrEqual(4e-16 * Math.max(1, Math.abs(got)))
  }
})
