/** Dense matrices, row-major, small enough that clarity wins: a few hundred rows at most. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly data: Float64Array
}

export function matrix(
  rows: number,
  columns: number,
  data: ArrayLike<number> = new Float64Array(rows * columns),
): Matrix {
  return { rows, columns, data: data instanceof Float64Array ? data : Float64Array.from(data) }
}

/** Columns of one length as a matrix. */
export function fromColumns(columns: readonly ArrayLike<number>[]): Matrix {
  const rows = columns[0]?.length ?? 0
  const out = matrix(rows, columns.length)
  for (let j = 0; j < columns.length; j++)
    for (let i = 0; i < rows; i++) out.data[i * columns.length + j] = columns[j][i]
  return out
}

export function columnOf(m: Matrix, j: number): Float64Array {
  return Float64Array.from({ length: m.rows }, (_, i) => m.data[i * m.columns + j])
}

export function identity(n: number): Matrix {
  const out = matrix(n, n)
  for (let i = 0; i < n; i++) out.data[i * n + i] = 1
  return out
}

export function transpose(a: Matrix): Matrix {
  const out = matrix(a.columns, a.rows)
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < a.columns; j++) out.data[j * a.rows + i] = a.data[i * a.columns + j]
  return out
}

export function multiply(a: Matrix, b: Matrix): Matrix {
  const out = matrix(a.rows, b.columns)
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      const value = a.data[i * a.columns + k]
      if (value === 0) continue
      for (let j = 0; j < b.columns; j++) out.data[i * b.columns + j] += value * b.data[k * b.columns + j]
    }
  }
  return out
}

/** aᵀ b without forming aᵀ. */
export function crossProduct(a: Matrix, b: Matrix): Matrix {
  const out = matrix(a.columns, b.columns)
  for (let t = 0; t < a.rows; t++) {
    for (let i = 0; i < a.columns; i++) {
      const value = a.data[t * a.columns + i]
      for (let j = 0; j < b.columns; j++) out.data[i * b.columns + j] += value * b.data[t * b.columns + j]
    }
  }
  return out
}

/** Lower triangle L with a = L Lᵀ, or null when `a` is not positive definite to rounding. */
export function cholesky(a: Matrix): Matrix | null {
  const n = a.rows
  const l = matrix(n, n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let value = a.data[i * n + j]
      for (let k = 0; k < j; k++) value -= l.data[i * n + k] * l.data[j * n + k]
      if (i === j) {
        if (!(value > 1e-14 * Math.abs(a.data[i * n + i]))) return null
        l.data[i * n + i] = Math.sqrt(value)
      } else l.data[i * n + j] = value / l.data[j * n + j]
    }
  }
  return l
}

/** Solves L x = b for each column of b. */
export function solveLower(l: Matrix, b: Matrix): Matrix {
  const n = l.rows
  const out = matrix(n, b.columns, Float64Array.from(b.data))
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < b.columns; c++) {
      let value = out.data[i * b.columns + c]
      for (let k = 0; k < i; k++) value -= l.data[i * n + k] * out.data[k * b.columns + c]
      out.data[i * b.columns + c] = value / l.data[i * n + i]
    }
  }
  return out
}

/** Solves Lᵀ x = b for each column of b. */
export function solveLowerTransposed(l: Matrix, b: Matrix): Matrix {
  const n = l.rows
  const out = matrix(n, b.columns, Float64Array.from(b.data))
  for (let i = n - 1; i >= 0; i--) {
    for (let c = 0; c < b.columns; c++) {
      let value = out.data[i * b.columns + c]
      for (let k = i + 1; k < n; k++) value -= l.data[k * n + i] * out.data[k * b.columns + c]
      out.data[i * b.columns + c] = value / l.data[i * n + i]
    }
  }
  return out
}

/** Inverse of a symmetric positive definite matrix, or null. */
export function inverseSymmetric(a: Matrix): Matrix | null {
  const l = cholesky(a)
  return l ? solveLowerTransposed(l, solveLower(l, identity(a.rows))) : null
}

/** ln |a| of a symmetric positive definite matrix from its Cholesky factor. */
export function logDeterminant(l: Matrix): number {
  let sum = 0
  for (let i = 0; i < l.rows; i++) sum += 2 * Math.log(l.data[i * l.rows + i])
  return sum
}

export interface Eigen {
  /** Largest first. */
  readonly values: Float64Array
  /** Orthonormal eigenvectors as columns, in the order of the values. */
  readonly vectors: Matrix
}

/** Eigenvalues and vectors of a symmetric matrix by cyclic Jacobi rotations (Rutishauser 1966): slow and exact. */
export function eigenSymmetric(symmetric: Matrix): Eigen {
  const n = symmetric.rows
  const a = Float64Array.from(symmetric.data)
  const v = identity(n).data
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0
    let all = 0
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        const square = a[i * n + j] * a[i * n + j]
        all += square
        if (i !== j) off += square
      }
    if (off <= 1e-31 * all) break
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q)
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j] - a[i * n + i])
  const vectors = matrix(n, n)
  for (let c = 0; c < n; c++) for (let r = 0; r < n; r++) vectors.data[r * n + c] = v[r * n + order[c]]
  return { values: Float64Array.from(order, (i) => a[i * n + i]), vectors }
}

function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]
  if (apq === 0) return
  const theta = (a[q * n + q] - a[p * n + p]) / (2 * apq)
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let k = 0; k < n; k++) {
    const kp = a[k * n + p]
    const kq = a[k * n + q]
    a[k * n + p] = c * kp - s * kq
    a[k * n + q] = s * kp + c * kq
  }
  for (let k = 0; k < n; k++) {
    const pk = a[p * n + k]
    const qk = a[q * n + k]
    a[p * n + k] = c * pk - s * qk
    a[q * n + k] = s * pk + c * qk
  }
  for (let k = 0; k < n; k++) {
    const kp = v[k * n + p]
    const kq = v[k * n + q]
    v[k * n + p] = c * kp - s * kq
    v[k * n + q] = s * kp + c * kq
  }
}

export interface SingularValues {
  readonly u: Matrix
  /** Largest first. */
  readonly values: Float64Array
  readonly v: Matrix
}

/** Singular values by one-sided Jacobi rotations (Hestenes 1958) of a matrix with at least as many rows as columns. */
export function singularValues(a: Matrix): SingularValues {
  const { rows, columns } = a
  const u = Float64Array.from(a.data)
  const v = identity(columns).data
  for (let sweep = 0; sweep < 60; sweep++) {
    let worst = 0
    for (let p = 0; p < columns - 1; p++)
      for (let q = p + 1; q < columns; q++) worst = Math.max(worst, orthogonalisePair(u, v, rows, columns, p, q))
    if (worst < 1e-15) break
  }
  const norms = Float64Array.from({ length: columns }, (_, j) => {
    let sum = 0
    for (let i = 0; i < rows; i++) sum += u[i * columns + j] ** 2
    return Math.sqrt(sum)
  })
  const order = Array.from({ length: columns }, (_, i) => i).sort((i, j) => norms[j] - norms[i])
  const outU = matrix(rows, columns)
  const outV = matrix(columns, columns)
  for (const [c, from] of order.entries()) {
    for (let r = 0; r < rows; r++)
      outU.data[r * columns + c] = norms[from] > 0 ? u[r * columns + from] / norms[from] : 0
    for (let r = 0; r < columns; r++) outV.data[r * columns + c] = v[r * columns + from]
  }
  return { u: outU, values: Float64Array.from(order, (i) => norms[i]), v: outV }
}

function orthogonalisePair(
  u: Float64Array,
  v: Float64Array,
  rows: number,
  columns: number,
  p: number,
  q: number,
): number {
  let pp = 0
  let qq = 0
  let pq = 0
  for (let i = 0; i < rows; i++) {
    const x = u[i * columns + p]
    const y = u[i * columns + q]
    pp += x * x
    qq += y * y
    pq += x * y
  }
  const angle = Math.abs(pq) / Math.sqrt(pp * qq || 1)
  if (angle < 1e-15) return 0
  const zeta = (qq - pp) / (2 * pq)
  const t = Math.sign(zeta || 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta))
  const c = 1 / Math.sqrt(1 + t * t)
  const s = c * t
  const turn = (m: Float64Array, count: number) => {
    for (let i = 0; i < count; i++) {
      const x = m[i * columns + p]
      const y = m[i * columns + q]
      m[i * columns + p] = c * x - s * y
      m[i * columns + q] = s * x + c * y
    }
  }
  turn(u, rows)
  turn(v, columns)
  return angle
}
