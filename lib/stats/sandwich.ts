import { inverseSymmetric, matrix, multiply } from './matrix.ts'

export interface StandardErrors {
  /** Square roots of the diagonal of H⁻¹, H being minus the second derivatives of the log likelihood. */
  readonly hessian: Float64Array
  /** Of H⁻¹ S H⁻¹, S being the products of the scores: right also when the distribution is not the assumed one. */
  readonly robust: Float64Array
}

/**
 * Standard errors of a maximum likelihood estimate by central differences: from the curvature, and the sandwich of
 * Huber 1967 and White 1982 (Econometrica 50). Scores are taken about their mean, so that an estimate that the search
 * has not brought to the last digit does not spoil them.
 * @param terms writes the log density of each of `n` values at parameters `x` into `each`. @param at the estimate.
 * @returns null where the likelihood is not curved downwards in every direction, or cannot be had beside the estimate.
 */
export function standardErrors(
  terms: (x: Float64Array, each: Float64Array) => void,
  at: Float64Array,
  n: number,
): StandardErrors | null {
  const k = at.length
  const step = at.map((value) => 1e-3 * Math.max(Math.abs(value), 0.05))
  const room = new Float64Array(n)
  const moved = (...moves: readonly (readonly [number, number])[]): Float64Array => {
    const x = Float64Array.from(at)
    for (const [i, by] of moves) x[i] += by * step[i]
    terms(x, room)
    return room
  }
  const total = (each: Float64Array) => each.reduce((sum, value) => sum + value, 0)
  const centre = total(moved())
  const scores = Array.from({ length: k }, () => new Float64Array(n))
  const information = matrix(k, k)
  for (let i = 0; i < k; i++) {
    const up = Float64Array.from(moved([i, 1]))
    const down = moved([i, -1])
    information.data[i * k + i] = -(total(up) - 2 * centre + total(down)) / (step[i] * step[i])
    // A shorter step for the slope: its error grows with the square of the step.
    const rise = Float64Array.from(moved([i, 0.03]))
    const fall = moved([i, -0.03])
    for (let t = 0; t < n; t++) scores[i][t] = (rise[t] - fall[t]) / (0.06 * step[i])
  }
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) {
      const same = total(moved([i, 1], [j, 1])) + total(moved([i, -1], [j, -1]))
      const opposite = total(moved([i, 1], [j, -1])) + total(moved([i, -1], [j, 1]))
      const value = -(same - opposite) / (4 * step[i] * step[j])
      information.data[i * k + j] = value
      information.data[j * k + i] = value
    }
  }
  if (!information.data.every(Number.isFinite)) return null
  const inverse = inverseSymmetric(information)
  if (!inverse) return null
  const products = matrix(k, k)
  const means = scores.map((column) => total(column) / n)
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      let sum = 0
      for (let t = 0; t < n; t++) sum += (scores[i][t] - means[i]) * (scores[j][t] - means[j])
      products.data[i * k + j] = sum
    }
  const sandwich = multiply(multiply(inverse, products), inverse)
  const roots = (of: { data: Float64Array }) => Float64Array.from(at, (_, i) => Math.sqrt(of.data[i * k + i]))
  return { hessian: roots(inverse), robust: roots(sandwich) }
}
