import { Fault } from '#lib/fault.ts'
import {
  cholesky,
  crossProduct,
  inverseSymmetric,
  type Matrix,
  matrix,
  multiply,
  solveLower,
  solveLowerTransposed,
  transpose,
} from '#lib/stats/matrix.ts'

export interface BlackLittermanInput {
  readonly covariance: Matrix
  /** Weights of the market. */
  readonly market: ArrayLike<number>
  /** Risk aversion of the market; 2.5 is usual. */
  readonly delta?: number
  /** How uncertain the prior is, as a share of the covariance. */
  readonly tau?: number
  /** One row a view, one column an asset. */
  readonly views: Matrix
  /** What each view expects. */
  readonly expected: ArrayLike<number>
  /** Variance of each view; default diag(P τC Pᵀ) (He & Litterman 1999). */
  readonly omega?: ArrayLike<number>
}

export interface BlackLitterman {
  /** Returns the market's weights imply: δ C w. */
  readonly prior: Float64Array
  readonly posterior: Float64Array
  /** Covariance of returns with the uncertainty of the posterior mean added. */
  readonly covariance: Matrix
}

/** Black & Litterman 1992, Financial Analysts Journal 48(5), in the form of He & Litterman 1999. */
export function blackLitterman({
  covariance,
  market,
  delta = 2.5,
  tau = 0.05,
  views,
  expected,
  omega,
}: BlackLittermanInput): BlackLitterman {
  const n = covariance.rows
  const k = views.rows
  if (views.columns !== n || expected.length !== k)
    throw new Fault(
      'input',
      `Views of ${views.columns} assets and ${expected.length} expectations do not fit ${n} assets and ${k} views`,
    )
  const prior = multiply(covariance, matrix(n, 1, market)).data.map((value) => delta * value)
  const scaled = matrix(
    n,
    n,
    covariance.data.map((value) => tau * value),
  )
  const spread = multiply(views, scaled)
  const middle = multiply(spread, transpose(views))
  for (let i = 0; i < k; i++) middle.data[i * k + i] += omega?.[i] ?? middle.data[i * k + i]
  const l = cholesky(middle)
  const inverse = inverseSymmetric(middle)
  if (!l || !inverse) throw new Fault('input', 'The views contradict or repeat each other')
  const gap = matrix(
    k,
    1,
    Float64Array.from({ length: k }, (_, i) => {
      let said = 0
      for (let j = 0; j < n; j++) said += views.data[i * n + j] * prior[j]
      return expected[i] - said
    }),
  )
  const shift = crossProduct(spread, solveLowerTransposed(l, solveLower(l, gap))).data
  const less = crossProduct(spread, multiply(inverse, spread)).data
  return {
    prior,
    posterior: prior.map((value, i) => value + shift[i]),
    covariance: matrix(
      n,
      n,
      covariance.data.map((value, i) => value + scaled.data[i] - less[i]),
    ),
  }
}
