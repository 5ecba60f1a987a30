import { Fault } from '#lib/fault.ts'
import { cholesky, type Matrix, matrix, solveLower, solveLowerTransposed } from '#lib/stats/matrix.ts'
import { solveQuadratic } from './quadratic.ts'

/** Bounds of each weight; the weights sum to one. */
export interface Bounds {
  readonly lower: number
  readonly upper: number
}
export const longOnly: Bounds = { lower: 0, upper: 1 }
export const unbounded: Bounds = { lower: -1e6, upper: 1e6 }

const filled = (n: number, value: number) => new Float64Array(n).fill(value)

/** The same weight for each of n assets. */
export const equalWeights = (n: number): Float64Array => filled(n, 1 / n)

/** Weights in proportion to one over the variance. */
export function inverseVariance(covariance: Matrix): Float64Array {
  const n = covariance.rows
  return normalised(Float64Array.from({ length: n }, (_, i) => 1 / covariance.data[i * n + i]))
}

/** Weights in proportion to one over the volatility. */
export function inverseVolatility(covariance: Matrix): Float64Array {
  const n = covariance.rows
  return normalised(Float64Array.from({ length: n }, (_, i) => 1 / Math.sqrt(covariance.data[i * n + i])))
}

function normalised(values: Float64Array): Float64Array {
  let sum = 0
  for (const value of values) sum += value
  return values.map((value) => value / sum)
}

/** Least variance (Markowitz 1952). */
export function minimumVariance(covariance: Matrix, bounds: Bounds = longOnly): Float64Array {
  const n = covariance.rows
  return solveQuadratic({ hessian: covariance, lower: filled(n, bounds.lower), upper: filled(n, bounds.upper) })
}

/** Least variance less `returnWeight` times the expected return: one point of the efficient frontier. */
export function meanVariance(
  covariance: Matrix,
  mean: ArrayLike<number>,
  riskAversion: number,
  bounds: Bounds = longOnly,
): Float64Array {
  const n = covariance.rows
  return solveQuadratic({
    hessian: covariance,
    gain: Float64Array.from(mean, (value) => value / riskAversion),
    lower: filled(n, bounds.lower),
    upper: filled(n, bounds.upper),
  })
}

/**
 * Largest Sharpe ratio, long only: min yᵀCy with (μ − r)ᵀy = 1, y ≥ 0, w = y / Σy (Tobin 1958; Cornuéjols & Tütüncü).
 * @throws Fault `refused` when no asset is expected to earn more than the risk-free rate.
 */
export function maximumSharpe(covariance: Matrix, mean: ArrayLike<number>, riskFree = 0): Float64Array {
  const n = covariance.rows
  const excess = Float64Array.from(mean, (value) => value - riskFree)
  if (!excess.some((value) => value > 0))
    throw new Fault('refused', 'No asset is expected to earn more than the risk-free rate')
  // Scaled so that the numbers of the program are near one.
  const scale = Math.max(...excess)
  const y = solveQuadratic({
    hessian: covariance,
    equality: { a: excess.map((value) => value / scale), b: 1 },
    lower: filled(n, 0),
    upper: filled(n, 1e12),
  })
  return normalised(y)
}

/** C⁻¹(μ − r), normalised: largest Sharpe ratio with shorts allowed. */
export function tangency(covariance: Matrix, mean: ArrayLike<number>, riskFree = 0): Float64Array {
  return normalised(
    solve(
      covariance,
      Float64Array.from(mean, (value) => value - riskFree),
    ),
  )
}

/**
 * Kelly fractions C⁻¹(μ − r), times `fraction` (half at most is advised: Thorp 2006), with the expected returns shrunk
 * towards zero by `shrink` first: estimated means are mostly noise. They need not sum to one.
 */
export function kelly(
  covariance: Matrix,
  mean: ArrayLike<number>,
  { riskFree = 0, fraction = 0.5, shrink = 0.5 } = {},
): Float64Array {
  const excess = Float64Array.from(mean, (value) => (value - riskFree) * (1 - shrink))
  return solve(covariance, excess).map((value) => value * fraction)
}

function solve(covariance: Matrix, right: Float64Array): Float64Array {
  const l = cholesky(covariance)
  if (!l)
    throw new Fault('input', 'The covariance matrix is not positive definite', {
      hint: 'More bars than assets, or shrinkage',
    })
  return solveLowerTransposed(l, solveLower(l, matrix(right.length, 1, right))).data
}

/**
 * Equal risk contributions (Maillard, Roncalli & Teïletche 2010): Newton on ½ yᵀCy − Σ bᵢ ln yᵢ (Spinu 2013), whose
 * minimum has yᵢ(Cy)ᵢ = bᵢ. `budget` gives each asset's share of the risk; default equal.
 */
export function riskParity(covariance: Matrix, budget?: ArrayLike<number>): Float64Array {
  const n = covariance.rows
  const share = Float64Array.from({ length: n }, (_, i) => budget?.[i] ?? 1 / n)
  // In units of each asset's volatility the start is right for uncorrelated assets.
  const volatility = Float64Array.from({ length: n }, (_, i) => Math.sqrt(covariance.data[i * n + i]))
  const correlation = matrix(
    n,
    n,
    covariance.data.map((value, k) => value / volatility[Math.floor(k / n)] / volatility[k % n]),
  )
  const y = share.map((value) => Math.sqrt(value))
  for (let round = 0; round < 100; round++) {
    const hessian = matrix(n, n, correlation.data)
    const gradient = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      let value = 0
      for (let j = 0; j < n; j++) value += correlation.data[i * n + j] * y[j]
      gradient[i] = value - share[i] / y[i]
    }
    const bent = matrix(n, n, Float64Array.from(hessian.data))
    for (let i = 0; i < n; i++) bent.data[i * n + i] += share[i] / (y[i] * y[i])
    const move = solve(bent, gradient)
    // A damped step keeps every weight positive; near the end the steps are whole and converge quadratically.
    let decrement = 0
    let longest = 0
    for (let i = 0; i < n; i++) {
      decrement += gradient[i] * move[i]
      longest = Math.max(longest, move[i] / y[i])
    }
    const step = longest >= 0.95 ? 0.95 / (longest + 1e-12) : 1
    for (let i = 0; i < n; i++) y[i] -= step * move[i]
    if (decrement < 1e-26) break
  }
  return normalised(y.map((value, i) => value / volatility[i]))
}

/** wᵢ (Cw)ᵢ / wᵀCw: what share of the variance each asset brings. */
export function riskContributions(covariance: Matrix, weights: ArrayLike<number>): Float64Array {
  const n = covariance.rows
  const parts = Float64Array.from({ length: n }, (_, i) => {
    let value = 0
    for (let j = 0; j < n; j++) value += covariance.data[i * n + j] * weights[j]
    return weights[i] * value
  })
  let total = 0
  for (const part of parts) total += part
  return parts.map((part) => part / total)
}
