import { Fault } from '#lib/fault.ts'
import { columnOf, crossProduct, fromColumns, type Matrix, matrix, multiply, singularValues } from './matrix.ts'
import { invertUpper, orthogonalise } from './orthogonal.ts'

/** Deterministic terms: none (−1), constant (0), linear trend (1). */
export type DeterministicOrder = -1 | 0 | 1

export interface Johansen {
  /** Largest first. */
  readonly eigenvalues: Float64Array
  /** Cointegrating vectors as columns, vᵀ S v = 1; the first is the strongest. */
  readonly vectors: readonly Float64Array[]
  /** For each r: null of at most r relations. */
  readonly trace: Float64Array
  readonly maxEigen: Float64Array
  /** At 90, 95 and 99 %, one row a hypothesis; NaN where the tables end. */
  readonly traceCrit: readonly (readonly number[])[]
  readonly maxEigenCrit: readonly (readonly number[])[]
  /** Relations that the trace test finds at 5 %. */
  readonly rank: number
}

type Table = readonly (readonly [number, number, number])[]

/** MacKinnon, Haug & Michelis (1999), as tabulated for 1 to 6 remaining relations; keys are the deterministic order. */
const traceTable: Record<DeterministicOrder, Table> = {
  [-1]: [
    [2.9762, 4.1296, 6.9406],
    [10.4741, 12.3212, 16.364],
    [21.7781, 24.2761, 29.5147],
    [37.0339, 40.1749, 46.5716],
    [56.2839, 60.0627, 67.6367],
    [79.5329, 83.9383, 92.7136],
  ],
  0: [
    [2.7055, 3.8415, 6.6349],
    [13.4294, 15.4943, 19.9349],
    [27.0669, 29.7961, 35.4628],
    [44.4929, 47.8545, 54.6815],
    [65.8202, 69.8189, 77.8202],
    [91.109, 95.7542, 104.9637],
  ],
  1: [
    [2.7055, 3.8415, 6.6349],
    [16.1619, 18.3985, 23.1485],
    [32.0645, 35.0116, 41.0815],
    [51.6492, 55.2459, 62.5202],
    [75.1027, 79.3422, 87.7748],
    [102.4674, 107.3429, 116.9829],
  ],
}
const maxEigenTable: Record<DeterministicOrder, Table> = {
  [-1]: [
    [2.9762, 4.1296, 6.9406],
    [9.4748, 11.2246, 15.0923],
    [15.7175, 17.7961, 22.2519],
    [21.837, 24.1592, 29.0609],
    [27.916, 30.4428, 35.7359],
    [33.9271, 36.6301, 42.2333],
  ],
  0: [
    [2.7055, 3.8415, 6.6349],
    [12.2971, 14.2639, 18.52],
    [18.8928, 21.1314, 25.865],
    [25.1236, 27.5858, 32.7172],
    [31.2379, 33.8777, 39.3693],
    [37.2786, 40.0763, 45.8662],
  ],
  1: [
    [2.7055, 3.8415, 6.6349],
    [15.0006, 17.1481, 21.7465],
    [21.8731, 24.2522, 29.2631],
    [28.2398, 30.8151, 36.193],
    [34.4202, 37.1646, 42.8612],
    [40.5244, 43.4183, 49.4095],
  ],
}

/**
 * Johansen's test (1988, 1991) for the number of cointegrating relations among up to six series.
 * @param columns log prices, one length. @param lags lagged differences in the vector autoregression.
 */
export function johansen(columns: readonly Float64Array[], order: DeterministicOrder = 0, lags = 1): Johansen {
  const k = columns.length
  const n = columns[0]?.length ?? 0
  const rows = n - 1 - lags
  if (k < 2 || k > 6) throw new Fault('input', `${k} series: two to six are possible`)
  if (rows < k * (lags + 1) + 10) throw new Fault('input', `${n} values are too few for ${k} series and ${lags} lags`)
  const short = order === -1 ? -1 : 0
  const levels = columns.map((column) => detrend(column, order))
  const changes = levels.map((column) => column.slice(1).map((value, t) => value - column[t]))
  const lagged = Array.from({ length: lags }, (_, l) =>
    changes.map((d) => detrend(d.slice(lags - l - 1, n - 2 - l), short)),
  ).flat()
  const clean = (column: Float64Array) => residual(detrend(column, short), lagged)
  const r0 = changes.map((d) => clean(d.slice(lags)))
  const rk = levels.map((column) => clean(column.slice(1, n - lags)))
  // Canonical correlations from orthonormal bases (Björck & Golub 1973): no covariance matrix is ever inverted.
  const q0 = basis(r0)
  const qk = basis(rk)
  const { values: cosines, v } = singularValues(crossProduct(q0.q, qk.q))
  const values = cosines.map((value) => value * value)
  const inverse = matrix(
    k,
    k,
    invertUpper(qk.r, k).map((value) => value * Math.sqrt(rows)),
  )
  const back = multiply(inverse, v)
  const maxEigen = values.map((value) => -rows * Math.log1p(-value))
  const trace = maxEigen.map((_, r) => maxEigen.slice(r).reduce((sum, value) => sum + value, 0))
  const crit = (table: Table) => Array.from({ length: k }, (_, r) => [...table[k - r - 1]])
  const traceCrit = crit(traceTable[order])
  let rank = 0
  while (rank < k && trace[rank] > traceCrit[rank][1]) rank++
  return {
    eigenvalues: values,
    vectors: Array.from({ length: k }, (_, j) => columnOf(back, j)),
    trace,
    maxEigen,
    traceCrit,
    maxEigenCrit: crit(maxEigenTable[order]),
    rank,
  }
}

/** Orthonormal columns Q and upper triangle R with QR = the columns, orthogonalised twice so that Q is so to rounding. */
function basis(columns: readonly Float64Array[]): { q: Matrix; r: Float64Array } {
  const k = columns.length
  const rows = columns[0].length
  const data = new Float64Array(rows * k)
  for (const [j, one] of columns.entries()) data.set(one, j * rows)
  const none = new Float64Array(rows)
  const first = orthogonalise({ rows, data }, k, none)
  const second = first.dependent < 0 ? orthogonalise({ rows, data }, k, none) : first
  if (second.dependent >= 0) throw new Fault('input', 'the series are linearly dependent')
  const q = fromColumns(Array.from({ length: k }, (_, j) => data.subarray(j * rows, (j + 1) * rows)))
  return { q, r: multiply(matrix(k, k, second.r), matrix(k, k, first.r)).data }
}

/** Takes out a constant (0) or a straight line (1); −1 leaves the column as it is. */
function detrend(column: Float64Array, order: number): Float64Array {
  if (order < 0) return column
  const n = column.length
  const terms = [new Float64Array(n).fill(1)]
  if (order > 0) terms.push(Float64Array.from({ length: n }, (_, i) => (2 * i) / (n - 1) - 1))
  return residual(column, terms)
}

function residual(column: Float64Array, regressors: readonly Float64Array[]): Float64Array {
  const out = Float64Array.from(column)
  if (regressors.length === 0) return out
  const rows = column.length
  const data = new Float64Array(rows * regressors.length)
  for (const [j, one] of regressors.entries()) data.set(one, j * rows)
  const { dependent } = orthogonalise({ rows, data }, regressors.length, out)
  if (dependent >= 0) throw new Fault('input', 'the lagged differences are linearly dependent')
  return out
}
