import { Fault } from '#lib/fault.ts'
import { fisherTail, studentTwoSided } from './distributions.ts'
import { crossProduct, eigenSymmetric, fromColumns } from './matrix.ts'
import { backSubstitute, invertUpper, orthogonalise } from './orthogonal.ts'

export interface Ols {
  /** Constant first when there is one, then the regressors in order. */
  readonly params: Float64Array
  readonly se: Float64Array
  readonly t: Float64Array
  readonly p: Float64Array
  readonly r2: number
  readonly adjustedR2: number
  /** Residual variance, divisor n − parameters. */
  readonly sigma2: number
  readonly f: number
  readonly fP: number
  readonly logLikelihood: number
  readonly aic: number
  readonly bic: number
  readonly durbinWatson: number
  readonly ssr: number
  readonly nobs: number
  /** Ratio of the largest to the smallest singular value of the regressors. */
  readonly condition: number
  readonly residuals: Float64Array
  /** (XᵀX)⁻¹, row-major. */
  readonly inverse: Float64Array
}

/**
 * Ordinary least squares by orthogonalisation, with the usual table.
 * @param constant whether a column of ones comes first; default true. @throws Fault `input` when columns are dependent.
 */
export function ols(y: Float64Array, regressors: readonly Float64Array[], constant = true): Ols {
  const n = y.length
  const columns = constant ? [new Float64Array(n).fill(1), ...regressors] : [...regressors]
  const k = columns.length
  if (n <= k) throw new Fault('input', `${n} values are too few for ${k} parameters`)
  const data = new Float64Array(n * k)
  for (const [j, column] of columns.entries()) data.set(column, j * n)
  const residuals = Float64Array.from(y)
  const nested = orthogonalise({ rows: n, data }, k, residuals)
  if (nested.dependent >= 0)
    throw new Fault('input', `regressor ${nested.dependent + 1} is a combination of the ones before it`)
  const params = backSubstitute(nested, k)
  const upper = invertUpper(nested.r, k)
  const inverse = new Float64Array(k * k)
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++)
      for (let m = Math.max(i, j); m < k; m++) inverse[i * k + j] += upper[i * k + m] * upper[j * k + m]
  const ssr = nested.ssr[k - 1]
  const sigma2 = ssr / (n - k)
  const se = Float64Array.from({ length: k }, (_, j) => Math.sqrt(sigma2 * inverse[j * k + j]))
  const t = params.map((value, j) => value / se[j])
  const total = totalSquares(y, constant)
  const r2 = 1 - ssr / total
  const slopes = constant ? k - 1 : k
  const f = r2 / slopes / ((1 - r2) / (n - k))
  const logLikelihood = (-n / 2) * (Math.log(2 * Math.PI) + Math.log(ssr / n) + 1)
  const eigen = eigenSymmetric(crossProduct(fromColumns(columns), fromColumns(columns))).values
  return {
    params,
    se,
    t,
    p: t.map((value) => studentTwoSided(value, n - k)),
    r2,
    adjustedR2: 1 - ((constant ? n - 1 : n) / (n - k)) * (1 - r2),
    sigma2,
    f,
    fP: fisherTail(f, slopes, n - k),
    logLikelihood,
    aic: -2 * logLikelihood + 2 * k,
    bic: -2 * logLikelihood + k * Math.log(n),
    durbinWatson: durbinWatson(residuals, ssr),
    ssr,
    nobs: n,
    condition: Math.sqrt(eigen[0] / eigen[k - 1]),
    residuals,
    inverse,
  }
}

function totalSquares(y: Float64Array, centred: boolean): number {
  let mean = 0
  if (centred) for (let i = 0; i < y.length; i++) mean += y[i] / y.length
  let sum = 0
  for (let i = 0; i < y.length; i++) sum += (y[i] - mean) ** 2
  return sum
}

function durbinWatson(e: Float64Array, ssr: number): number {
  let sum = 0
  for (let i = 1; i < e.length; i++) sum += (e[i] - e[i - 1]) ** 2
  return sum / ssr
}

/**
 * Standard errors that hold under heteroskedasticity and autocorrelation (Newey & West 1987), Bartlett weights, no
 * small-sample factor. @param columns the regressors of the fit, the constant as a column too.
 */
export function neweyWest(fit: Ols, columns: readonly Float64Array[], lags: number): Float64Array {
  const k = columns.length
  const n = fit.nobs
  const middle = new Float64Array(k * k)
  for (let lag = 0; lag <= lags; lag++) {
    const weight = 1 - lag / (lags + 1)
    for (let t = lag; t < n; t++) {
      const scale = weight * fit.residuals[t] * fit.residuals[t - lag]
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) {
          middle[i * k + j] += scale * columns[i][t] * columns[j][t - lag]
          if (lag > 0) middle[i * k + j] += scale * columns[i][t - lag] * columns[j][t]
        }
      }
    }
  }
  return Float64Array.from({ length: k }, (_, a) => {
    let variance = 0
    for (let i = 0; i < k; i++)
      for (let j = 0; j < k; j++) variance += fit.inverse[a * k + i] * middle[i * k + j] * fit.inverse[j * k + a]
    return Math.sqrt(variance)
  })
}

/** Ridge regression: constant unpenalised, slopes shrunk by `penalty` on the centred columns. */
export function ridge(y: Float64Array, regressors: readonly Float64Array[], penalty: number): Float64Array {
  const n = y.length
  const k = regressors.length
  const meanOf = (v: Float64Array) => v.reduce((sum, value) => sum + value, 0) / n
  const means = regressors.map(meanOf)
  const my = meanOf(y)
  // Extra rows √penalty × identity turn the penalty into ordinary least squares.
  const extended = regressors.map((column, j) => {
    const out = new Float64Array(n + k)
    for (let i = 0; i < n; i++) out[i] = column[i] - means[j]
    out[n + j] = Math.sqrt(penalty)
    return out
  })
  const left = new Float64Array(n + k)
  for (let i = 0; i < n; i++) left[i] = y[i] - my
  const { params } = ols(left, extended, false)
  return Float64Array.of(my - params.reduce((sum, b, j) => sum + b * means[j], 0), ...params)
}
