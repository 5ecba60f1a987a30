/**
 * Least squares by modified Gram–Schmidt on columns, the right-hand side treated as one more column: backward stable
 * (Björck 1967), and the residual sum of squares of every nested model comes with it.
 */

/** Columns of one length in one buffer, to be orthogonalised in place. */
export interface Basis {
  readonly rows: number
  /** Column j starts at j × rows. */
  readonly data: Float64Array
}

export interface Nested {
  /** Residual sum of squares with the first k + 1 columns. */
  readonly ssr: Float64Array
  /** Coefficient of y on the k-th orthonormal direction. */
  readonly projection: Float64Array
  /** Upper triangle R, row-major, columns × columns: X = Q R. */
  readonly r: Float64Array
  /** First column that the ones before it explain to rounding, or −1. */
  readonly dependent: number
}

/**
 * Orthogonalises `columns` columns of `basis` in order and takes their part out of `y`, both in place; afterwards `y`
 * holds the residuals of the full model.
 */
export function orthogonalise(basis: Basis, columns: number, y: Float64Array): Nested {
  const { rows, data } = basis
  const r = new Float64Array(columns * columns)
  const ssr = new Float64Array(columns)
  const projection = new Float64Array(columns)
  const norms = new Float64Array(columns)
  for (let j = 0; j < columns; j++) norms[j] = norm(data, j * rows, rows)
  for (let j = 0; j < columns; j++) {
    const at = j * rows
    const length = norm(data, at, rows)
    if (!(length > 1e-11 * norms[j])) return { ssr, projection, r, dependent: j }
    r[j * columns + j] = length
    for (let i = 0; i < rows; i++) data[at + i] /= length
    for (let k = j + 1; k < columns; k++) r[j * columns + k] = takeOut(data, at, data, k * rows, rows)
    projection[j] = takeOut(data, at, y, 0, rows)
    let squares = 0
    for (let i = 0; i < rows; i++) squares += y[i] * y[i]
    ssr[j] = squares
  }
  return { ssr, projection, r, dependent: -1 }
}

/** Solves R b = projection for the coefficients of the original columns. */
export function backSubstitute(nested: Nested, columns: number): Float64Array {
  const b = new Float64Array(columns)
  for (let j = columns - 1; j >= 0; j--) {
    let value = nested.projection[j]
    for (let k = j + 1; k < columns; k++) value -= nested.r[j * columns + k] * b[k]
    b[j] = value / nested.r[j * columns + j]
  }
  return b
}

/** Inverse of the upper triangle R, row-major. */
export function invertUpper(r: Float64Array, columns: number): Float64Array {
  const out = new Float64Array(columns * columns)
  for (let j = 0; j < columns; j++) {
    out[j * columns + j] = 1 / r[j * columns + j]
    for (let i = j - 1; i >= 0; i--) {
      let value = 0
      for (let k = i + 1; k <= j; k++) value -= r[i * columns + k] * out[k * columns + j]
      out[i * columns + j] = value / r[i * columns + i]
    }
  }
  return out
}

function norm(data: Float64Array, at: number, rows: number): number {
  let squares = 0
  for (let i = 0; i < rows; i++) squares += data[at + i] * data[at + i]
  return Math.sqrt(squares)
}

/** Takes the direction at `qAt` out of the column at `vAt`; returns how much of it there was. */
function takeOut(q: Float64Array, qAt: number, v: Float64Array, vAt: number, rows: number): number {
  let dot = 0
  for (let i = 0; i < rows; i++) dot += q[qAt + i] * v[vAt + i]
  for (let i = 0; i < rows; i++) v[vAt + i] -= dot * q[qAt + i]
  return dot
}
