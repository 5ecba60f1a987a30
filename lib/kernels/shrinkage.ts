import { Fault } from '#lib/fault.ts'
import { type Matrix, matrix } from '#lib/stats/matrix.ts'
import { pack, pairIndex } from './pair-products.ts'
import { type PairProducts, simdPairProducts } from './pair-products-simd.ts'

export interface ShrunkCovariance {
  /** (1 − intensity) × sample + intensity × mean variance × identity, in the unit of one bar, divisor n. */
  readonly covariance: Matrix
  /** 0: the sample covariance, 1: a multiple of the identity. */
  readonly intensity: number
}

let products: PairProducts | null = null

/** Sample covariance of columns, divisor n − `ddof`. */
export function covariance(columns: readonly Float64Array[], ddof = 1): Matrix {
  return sample(columns, ddof).covariance
}

/** Shrinkage of Ledoit & Wolf (2004, Journal of Multivariate Analysis 88) towards a multiple of the identity. */
export function ledoitWolf(columns: readonly Float64Array[]): ShrunkCovariance {
  const { covariance: s, rowSquares } = sample(columns, 0)
  const p = s.rows
  const n = rowSquares.length
  const { trace, squares } = sizes(s)
  const mu = trace / p
  let fourth = 0
  for (let t = 0; t < n; t++) fourth += rowSquares[t] * rowSquares[t]
  const distance = (squares - 2 * mu * trace + p * mu * mu) / p
  const noise = Math.min(distance, (fourth / n - squares) / (p * n))
  return shrink(s, mu, distance > 0 ? noise / distance : 0)
}

/** Oracle approximating shrinkage (Chen, Wiesel, Eldar & Hero 2010): better than Ledoit–Wolf when returns are near normal. */
export function oracleShrinkage(columns: readonly Float64Array[]): ShrunkCovariance {
  const { covariance: s, rowSquares } = sample(columns, 0)
  const p = s.rows
  const { trace, squares } = sizes(s)
  const mu = trace / p
  const alpha = squares / (p * p)
  const denominator = (rowSquares.length + 1) * (alpha - (mu * mu) / p)
  return shrink(s, mu, denominator === 0 ? 1 : Math.min(1, (alpha + mu * mu) / denominator))
}

function sample(columns: readonly Float64Array[], ddof: number): { covariance: Matrix; rowSquares: Float64Array } {
  const p = columns.length
  const n = columns[0]?.length ?? 0
  if (p < 1 || n <= ddof + 1) throw new Fault('input', `${n} rows of ${p} columns are too few for a covariance`)
  const rowSquares = new Float64Array(n)
  const own = new Float64Array(p)
  const centred = columns.map((column, i) => {
    let total = 0
    for (let t = 0; t < n; t++) total += column[t]
    const mean = total / n
    const out = new Float64Array(n)
    for (let t = 0; t < n; t++) {
      const value = column[t] - mean
      out[t] = value
      own[i] += value * value
      rowSquares[t] += value * value
    }
    return out
  })
  products ??= simdPairProducts()
  const pairs = new Float64Array((p * (p - 1)) / 2)
  const packed = pack(centred)
  products(packed, packed, pairs)
  const out = matrix(p, p)
  for (let i = 0; i < p; i++) {
    out.data[i * p + i] = own[i] / (n - ddof)
    for (let j = i + 1; j < p; j++) {
      const value = pairs[pairIndex(i, j, p)] / (n - ddof)
      out.data[i * p + j] = value
      out.data[j * p + i] = value
    }
  }
  return { covariance: out, rowSquares }
}

function sizes(s: Matrix): { trace: number; squares: number } {
  let trace = 0
  let squares = 0
  for (let i = 0; i < s.rows; i++) trace += s.data[i * s.rows + i]
  for (let i = 0; i < s.data.length; i++) squares += s.data[i] * s.data[i]
  return { trace, squares }
}

function shrink(s: Matrix, mu: number, intensity: number): ShrunkCovariance {
  const p = s.rows
  const data = s.data.map((value) => value * (1 - intensity))
  for (let i = 0; i < p; i++) data[i * p + i] += intensity * mu
  return { covariance: matrix(p, p, data), intensity }
}
