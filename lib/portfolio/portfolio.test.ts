import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Matrix, matrix, multiply, transpose } from '#lib/stats/matrix.ts'
import { random } from '#lib/stats/random.ts'
import { blackLitterman } from './black-litterman.ts'
import { hierarchicalRiskParity } from './hierarchical.ts'
import { solveQuadratic } from './quadratic.ts'
import { rebalance, volatilityScale } from './rebalance.ts'
import {
  inverseVariance,
  kelly,
  maximumSharpe,
  minimumVariance,
  riskContributions,
  riskParity,
  tangency,
  unbounded,
} from './weights.ts'

interface Reference {
  readonly mu: number[]
  readonly cov: number[][]
  readonly min_var_unconstrained: number[]
  readonly max_sharpe_unconstrained: number[]
  readonly min_var_long_only: number[]
  readonly min_var_long_only_cap_25: number[]
  readonly max_sharpe_long_only: number[]
  readonly min_var_target_return: { target: number; w: number[] }
  readonly erc: number[]
  readonly inverse_variance: number[]
  readonly hrp_lopez_de_prado: number[]
  readonly hrp_order: string[]
  readonly hrp_plain_distance: number[]
  readonly black_litterman: {
    delta: number
    tau: number
    pi: number[]
    P: number[][]
    Q: number[]
    posterior_mu: number[]
  }
}
const reference = JSON.parse(readFileSync(new URL('./testing/portfolio.json', import.meta.url), 'utf8')) as {
  symbols: string[]
  full: Reference
  last_504: Reference
}

const near = (a: ArrayLike<number>, b: ArrayLike<number>, digits: number) => {
  expect(a.length).toBe(b.length)
  for (let i = 0; i < a.length; i++) expect(a[i], `asset ${i + 1}`).toBeCloseTo(b[i], digits)
}
const randomCovariance = (n: number, seed: number, factors = n + 5): Matrix => {
  const chance = random(seed)
  const x = matrix(
    n,
    factors,
    Float64Array.from({ length: n * factors }, () => chance.normal()),
  )
  return multiply(x, transpose(x))
}

describe.each(['full', 'last_504'] as const)('ten funds, %s', (span) => {
  const it = reference[span]
  const n = it.mu.length
  const covariance = matrix(n, n, it.cov.flat())

  test('minimum variance, free, long only and capped, as cvxopt has it', () => {
    near(minimumVariance(covariance, unbounded), it.min_var_unconstrained, 8)
    near(minimumVariance(covariance), it.min_var_long_only, 7)
    near(minimumVariance(covariance, { lower: 0, upper: 0.25 }), it.min_var_long_only_cap_25, 7)
  })
  test('largest Sharpe ratio, free and long only', () => {
    near(tangency(covariance, it.mu), it.max_sharpe_unconstrained, 8)
    near(maximumSharpe(covariance, it.mu), it.max_sharpe_long_only, 7)
  })
  test('equal risk contributions', () => {
    const weights = riskParity(covariance)
    near(weights, it.erc, 8)
    near(riskContributions(covariance, weights), new Array(n).fill(1 / n), 9)
  })
  test('hierarchical risk parity, both distances, and its order', () => {
    const { weights, order } = hierarchicalRiskParity(covariance)
    near(weights, it.hrp_lopez_de_prado, 9)
    expect(order.map((i) => reference.symbols[i])).toEqual(it.hrp_order)
    near(hierarchicalRiskParity(covariance, { distance: 'plain' }).weights, it.hrp_plain_distance, 9)
    near(inverseVariance(covariance), it.inverse_variance, 9)
  })
  test('Black–Litterman', () => {
    const { delta, tau, pi, P } = it.black_litterman
    const q = it.black_litterman.Q
    const views = matrix(P.length, n, P.flat())
    const result = blackLitterman({ covariance, market: new Array(n).fill(1 / n), delta, tau, views, expected: q })
    near(result.prior, pi, 9)
    near(result.posterior, it.black_litterman.posterior_mu, 9)
  })
})

test('a quadratic program meets its conditions of optimality on random problems', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 40 }),
      fc.integer({ min: 1, max: 1e6 }),
      fc.double({ min: 0, max: 0.9, noNaN: true }),
      (n, seed, slack) => {
        const hessian = randomCovariance(n, seed)
        const chance = random(seed + 1)
        const gain = Float64Array.from({ length: n }, () => 5 * chance.normal())
        const upper = 1 / n + slack
        const x = solveQuadratic({ hessian, gain, lower: new Float64Array(n), upper: new Float64Array(n).fill(upper) })
        expect(x.reduce((a, b) => a + b)).toBeCloseTo(1, 9)
        const gradient = Array.from(x, (_, i) =>
          x.reduce((sum, value, j) => sum + hessian.data[i * n + j] * value, -gain[i]),
        )
        const inner = gradient.filter((_, i) => x[i] > 1e-9 && x[i] < upper - 1e-9)
        const level = inner.length > 0 ? inner[0] : Number.NaN
        for (let i = 0; i < n; i++) {
          expect(x[i]).toBeGreaterThanOrEqual(0)
          expect(x[i]).toBeLessThanOrEqual(upper)
          if (Number.isNaN(level)) continue
          const scale = 1e-6 * (1 + Math.abs(level))
          if (x[i] <= 1e-9) expect(gradient[i]).toBeGreaterThanOrEqual(level - scale)
          else if (x[i] >= upper - 1e-9) expect(gradient[i]).toBeLessThanOrEqual(level + scale)
          else expect(Math.abs(gradient[i] - level)).toBeLessThan(scale)
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('risk parity shares risk by its budget on random covariances', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const n = 2 + (seed % 25)
    const covariance = randomCovariance(n, seed)
    const budget = Array.from({ length: n }, (_, i) => i + 1).map((value) => value / ((n * (n + 1)) / 2))
    near(riskContributions(covariance, riskParity(covariance, budget)), budget, 8)
  }
})

test('hierarchical weights are positive and sum to one, whatever the order of the assets', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { weights, order } = hierarchicalRiskParity(randomCovariance(3 + seed, seed))
    expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
    expect(Math.min(...weights)).toBeGreaterThan(0)
    expect([...order].sort((a, b) => a - b)).toEqual(order.map((_, i) => i).sort((a, b) => a - b))
  }
})

test('bounds without a solution, a singular matrix and no gain are refused in words', () => {
  const covariance = randomCovariance(4, 1)
  expect(() => minimumVariance(covariance, { lower: 0, upper: 0.2 })).toThrow(/sums from 0.*to 0.8/)
  expect(() => minimumVariance(matrix(2, 2, [1, 1, 1, 1]))).toThrow(/not positive definite/)
  expect(() => maximumSharpe(covariance, [-1, -1, -1, -1])).toThrow(/more than the risk-free rate/)
})

test('Kelly is the tangency direction, fractional and shrunk', () => {
  const covariance = randomCovariance(5, 3)
  const mean = [0.1, 0.2, 0.05, 0.1, 0.3]
  const full = kelly(covariance, mean, { fraction: 1, shrink: 0 })
  near(
    kelly(covariance, mean),
    full.map((value) => value / 4),
    12,
  )
  const sum = full.reduce((a, b) => a + b)
  near(
    full.map((value) => value / sum),
    tangency(covariance, mean),
    10,
  )
})

test('rebalancing: a band keeps small moves, a limit shrinks all alike', () => {
  near(rebalance([0.5, 0.5], [0.51, 0.49], { band: 0.02 }), [0.5, 0.5], 12)
  near(rebalance([0.5, 0.5], [0.8, 0.2], { turnoverMax: 0.3 }), [0.65, 0.35], 12)
  expect(volatilityScale(0.2, 0.1)).toBe(0.5)
  expect(volatilityScale(0.01, 0.1, 2)).toBe(2)
})
