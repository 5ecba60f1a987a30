import { describe, expect, it } from 'vitest'
import * as d from './distributions.ts'
import { logGamma } from './gamma.ts'

describe('distributions', () => {
  it('normal distribution function, both tails (Abramowitz & Stegun 26)', () => {
    expect(d.normalCdf(0)).toBeCloseTo(0.5, 15)
    expect(d.normalCdf(1.959963984540054)).toBeCloseTo(0.975, 14)
    expect(Math.abs(d.normalCdf(-8) / 6.22096057427178e-16 - 1)).toBeLessThan(1e-12)
    expect(Math.abs(d.normalCdf(-37) / 5.725571222524577e-300 - 1)).toBeLessThan(1e-10)
  })
  it('quantiles undo the distribution functions', () => {
    for (const p of [1e-8, 0.001, 0.025, 0.3, 0.5, 0.77, 0.999]) {
      expect(d.normalCdf(d.normalQuantile(p))).toBeCloseTo(p, 13)
      expect(d.studentCdf(d.studentQuantile(p, 5), 5)).toBeCloseTo(p, 12)
      expect(d.chiSquareCdf(d.chiSquareQuantile(p, 4), 4)).toBeCloseTo(p, 12)
      expect(d.fisherCdf(d.fisherQuantile(p, 3, 17), 3, 17)).toBeCloseTo(p, 12)
    }
  })
  it('table values', () => {
    expect(d.studentQuantile(0.975, 10)).toBeCloseTo(2.2281388519649, 10)
    expect(d.chiSquareQuantile(0.95, 9)).toBeCloseTo(16.9189776046204, 9)
    expect(d.fisherQuantile(0.95, 2, 30)).toBeCloseTo(3.3158295010135, 9)
    expect(d.studentTwoSided(2.5, 1e6)).toBeCloseTo(2 * d.normalCdf(-2.5), 6)
    expect(logGamma(10)).toBeCloseTo(Math.log(362880), 12)
    expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 14)
  })
})
