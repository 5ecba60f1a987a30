import { expect, it } from 'vitest'
import { random } from '#lib/stats/random.ts'
import { covariance, ledoitWolf, oracleShrinkage } from './shrinkage.ts'
import reference from './testing/shrinkage.json' with { type: 'json' }

const chance = random(2)
const factor = Float64Array.from({ length: 60 }, chance.normal)
const columns = Array.from({ length: 20 }, () => factor.map((f) => 0.5 * f + chance.normal()))

it('the sample covariance is the plain one', () => {
  const s = covariance(columns)
  const plain = (i: number, j: number) => {
    const m = [i, j].map((k) => columns[k].reduce((a, b) => a + b) / 60)
    return columns[i].reduce((sum, value, t) => sum + (value - m[0]) * (columns[j][t] - m[1]), 0) / 59
  }
  for (const [i, j] of [
    [0, 0],
    [3, 17],
    [17, 3],
    [19, 19],
  ])
    expect(s.data[i * 20 + j]).toBeCloseTo(plain(i, j), 12)
})

it('shrinks much with few rows and little with many, and stays near the truth', () => {
  const many = Array.from({ length: 20 }, () => new Float64Array(6_000))
  for (let t = 0; t < 6_000; t++) {
    const f = chance.normal()
    for (const column of many) column[t] = 0.5 * f + chance.normal()
  }
  for (const method of [ledoitWolf, oracleShrinkage]) {
    const few = method(columns)
    expect(few.intensity).toBeGreaterThan(0.1)
    expect(few.intensity).toBeLessThan(1)
    expect(method(many).intensity).toBeLessThan(0.05)
    const error = (m: Float64Array) => m.reduce((sum, value, i) => sum + (value - (i % 21 === 0 ? 1.25 : 0.25)) ** 2, 0)
    expect(error(few.covariance.data)).toBeLessThan(error(covariance(columns, 0).data))
  }
})

it('refuses too few rows', () => {
  expect(() => covariance([Float64Array.of(1)])).toThrow('too few')
})

it('equals the reference on real returns', () => {
  const returns = Object.values(reference.closes).map((closes) =>
    Float64Array.from({ length: closes.length - 1 }, (_, t) => closes[t + 1] / closes[t] - 1),
  )
  const got = ledoitWolf(returns)
  expect(Math.abs(got.intensity / reference.ledoitWolf.shrinkage - 1)).toBeLessThan(1e-8)
  for (const [i, row] of reference.ledoitWolf.cov_daily.entries()) {
    for (const [j, value] of row.entries())
      expect(Math.abs(got.covariance.data[i * 10 + j] - value)).toBeLessThan(1e-9 * Math.abs(value) + 1e-15)
  }
  expect(Math.abs(oracleShrinkage(returns).intensity / reference.oas - 1)).toBeLessThan(1e-8)
})
