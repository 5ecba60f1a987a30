import { describe, expect, it } from 'vitest'
import { adf, defaultMaxLag, type LagSelection } from './adf.ts'
import { differences, logs } from './columns.ts'
import { mackinnonCritical, mackinnonP, type Trend } from './mackinnon.ts'
import { fixture, relative } from './testing/closes.ts'
import reference from './testing/reference.json' with { type: 'json' }

describe('augmented Dickey–Fuller', () => {
  for (const row of reference.adf) {
    it(`${row.symbol} ${row.series} ${row.regression} ${row.maxlag ?? 'default'} ${row.autolag ?? 'fixed'}`, () => {
      const log = logs(fixture(row.symbol).close)
      const result = adf(row.series === 'log_return' ? differences(log) : log, {
        trend: row.regression as Trend,
        maxLag: row.maxlag,
        selection: row.autolag === null ? null : (row.autolag.toLowerCase() as LagSelection),
      })
      expect(result.lags).toBe(row.usedlag)
      expect(result.nobs).toBe(row.nobs)
      // Our scaled trend is better conditioned than the raw squares of the reference, which carries about 8 digits there.
      expect(relative(result.stat, row.stat)).toBeLessThan(row.regression === 'ctt' ? 1e-7 : 1e-8)
      expect(Math.abs(result.p - row.p)).toBeLessThan(1e-6)
      expect(relative(result.crit[0], row.crit['1%'])).toBeLessThan(1e-8)
    })
  }

  it('takes Schwert’s rule for the largest lag and never more than the sample carries', () => {
    expect(defaultMaxLag(2735, 'c')).toBe(28)
    expect(defaultMaxLag(30, 'ct')).toBe(9)
    expect(defaultMaxLag(12, 'ct')).toBe(3)
  })

  it('refuses what cannot be tested, with the reason', () => {
    expect(() => adf(new Float64Array(50).fill(3))).toThrow('constant')
    expect(() => adf(Float64Array.of(1, 2))).toThrow('too few')
    expect(() =>
      adf(
        Float64Array.from({ length: 40 }, (_, i) => Math.sin(i)),
        { maxLag: 30 },
      ),
    ).toThrow('do not fit')
    expect(() => adf(Float64Array.of(1, 2, Number.NaN, 4, 5, 6, 7, 8, 9, 10))).toThrow('value 3')
  })
})

describe('MacKinnon', () => {
  const taus = [-1, -2, -2.86, -3, -3.34, -4, -5]
  const published: [Trend, number, number[]][] = [
    ['c', 1, [0.753264, 0.286573, 0.050201, 0.034894, 0.013182, 0.001411, 0.000022]],
    ['c', 2, [0.902847, 0.528578, 0.147339, 0.110205, 0.049465, 0.007181, 0.000165]],
    ['c', 3, [0.965803, 0.734137, 0.301874, 0.241542, 0.127343, 0.024634, 0.00077]],
    ['ct', 1, [0.944115, 0.601434, 0.17578, 0.132081, 0.059936, 0.008794, 0.000206]],
    ['ct', 2, [0.977693, 0.771646, 0.328525, 0.263754, 0.14035, 0.02744, 0.000863]],
    ['n', 1, [0.288106, 0.043521, 0.004146, 0.002664, 0.000852, 0.000073, 0.000001]],
  ]
  for (const [trend, series, p] of published) {
    it(`p-values for ${trend} and ${series} series`, () => {
      for (const [i, tau] of taus.entries()) expect(Math.abs(mackinnonP(tau, trend, series) - p[i])).toBeLessThan(1e-6)
    })
  }
  it('critical values of the finite sample', () => {
    const near = (got: number[], want: number[]) => {
      for (const [i, value] of want.entries()) expect(got[i]).toBeCloseTo(value, 4)
    }
    near(mackinnonCritical('c', 1, 250), [-3.4568, -2.8732, -2.573])
    near(mackinnonCritical('c', 2, 100), [-4.0093, -3.3979, -3.0871])
    near(mackinnonCritical('c', 3, 250), [-4.352, -3.7751, -3.4771])
    near(mackinnonCritical('ct', 2, 250), [-4.3899, -3.8188, -3.5248])
  })
  it('is 1 and 0 beyond the surface', () => {
    expect(mackinnonP(5, 'c', 2)).toBe(1)
    expect(mackinnonP(-30, 'c', 2)).toBe(0)
  })
})
