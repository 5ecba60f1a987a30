import { Fault } from '#lib/fault.ts'
import type { Points } from './clusters.ts'
import { cholesky, identity, logDeterminant, type Matrix, matrix, solveLower } from './matrix.ts'

export interface Mixture {
  readonly weights: Float64Array
  readonly means: readonly Float64Array[]
  readonly covariances: readonly Matrix[]
  /** Probability of each component for each point. */
  readonly responsibilities: readonly Float64Array[]
  readonly logLikelihood: number
  readonly bic: number
  readonly aic: number
  readonly iterations: number
}

export interface MixtureOptions {
  /** Added to the diagonals, so that no component collapses onto a point. Default 1e-6. */
  readonly floor?: number
  /** Smallest gain of the mean log likelihood that goes on. Default 1e-10. */
  readonly tolerance?: number
  readonly iterations?: number
  /** First covariances; default: identity matrices. */
  readonly covariances?: readonly Matrix[]
}

/** Gaussian mixture with full covariances by expectation and maximisation (Dempster, Laird & Rubin 1977) from given means. */
export function gaussianMixture(points: Points, start: Points, options: MixtureOptions = {}): Mixture {
  const n = points.length
  const k = start.length
  const d = start[0]?.length ?? 0
  if (n <= k) throw new Fault('input', `${n} points are too few for ${k} components`)
  const { floor = 1e-6, tolerance = 1e-10, iterations: most = 1_000 } = options
  let weights = new Float64Array(k).fill(1 / k)
  let means = start.map((mean) => Float64Array.from(mean))
  let covariances: readonly Matrix[] = options.covariances ?? start.map(() => identity(d))
  const resp = Array.from({ length: n }, () => new Float64Array(k))
  let before = Number.NEGATIVE_INFINITY
  let logLikelihood = 0
  let iterations = 0
  for (;;) {
    logLikelihood = expect(points, weights, means, covariances, resp)
    if (iterations >= most || Math.abs(logLikelihood / n - before) < tolerance) break
    before = logLikelihood / n
    ;({ weights, means, covariances } = maximise(points, resp, k, d, floor))
    iterations++
  }
  const parameters = k - 1 + k * d + (k * d * (d + 1)) / 2
  return {
    weights,
    means,
    covariances,
    responsibilities: resp,
    logLikelihood,
    bic: parameters * Math.log(n) - 2 * logLikelihood,
    aic: 2 * parameters - 2 * logLikelihood,
    iterations,
  }
}

function expect(
  points: Points,
  weights: Float64Array,
  means: readonly Float64Array[],
  covariances: readonly Matrix[],
  resp: Float64Array[],
): number {
  const d = means[0].length
  const factors = covariances.map((covariance, c) => {
    const l = cholesky(covariance)
    if (!l) throw new Fault('input', `component ${c + 1} has collapsed: raise the floor or take fewer components`)
    return {
      inverse: solveLower(l, identity(d)).data,
      constant: Math.log(weights[c]) - 0.5 * (d * Math.log(2 * Math.PI) + logDeterminant(l)),
    }
  })
  let total = 0
  for (const [i, point] of points.entries()) {
    const row = resp[i]
    let top = Number.NEGATIVE_INFINITY
    for (const [c, { inverse, constant }] of factors.entries()) {
      let distance = 0
      for (let a = 0; a < d; a++) {
        let z = 0
        for (let b = 0; b <= a; b++) z += inverse[a * d + b] * (point[b] - means[c][b])
        distance += z * z
      }
      row[c] = constant - 0.5 * distance
      top = Math.max(top, row[c])
    }
    let sum = 0
    for (let c = 0; c < row.length; c++) sum += Math.exp(row[c] - top)
    const log = top + Math.log(sum)
    for (let c = 0; c < row.length; c++) row[c] = Math.exp(row[c] - log)
    total += log
  }
  return total
}

function maximise(points: Points, resp: readonly Float64Array[], k: number, d: number, floor: number) {
  const n = points.length
  const weights = new Float64Array(k)
  const means = Array.from({ length: k }, () => new Float64Array(d))
  const covariances = Array.from({ length: k }, () => matrix(d, d))
  for (let c = 0; c < k; c++) {
    let mass = 10 * Number.EPSILON
    for (let i = 0; i < n; i++) mass += resp[i][c]
    for (let i = 0; i < n; i++) for (let a = 0; a < d; a++) means[c][a] += (resp[i][c] * points[i][a]) / mass
    for (let i = 0; i < n; i++) {
      for (let a = 0; a < d; a++) {
        for (let b = 0; b < d; b++)
          covariances[c].data[a * d + b] +=
            (resp[i][c] * (points[i][a] - means[c][a]) * (points[i][b] - means[c][b])) / mass
      }
    }
    for (let a = 0; a < d; a++) covariances[c].data[a * d + a] += floor
    weights[c] = mass / n
  }
  return { weights, means, covariances }
}
