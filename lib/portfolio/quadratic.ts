import { Fault } from '#lib/fault.ts'
import { cholesky, type Matrix, matrix } from '#lib/stats/matrix.ts'

export interface QuadraticProgram {
  /** Symmetric positive definite, n × n. */
  readonly hessian: Matrix
  /** Linear gain: the objective is ½ xᵀHx − gᵀx. Default 0. */
  readonly gain?: ArrayLike<number>
  /** aᵀx = b. Default: ones, 1. */
  readonly equality?: { readonly a: ArrayLike<number>; readonly b: number }
  readonly lower: ArrayLike<number>
  readonly upper: ArrayLike<number>
}

const free = 0
const atLower = -1
const atUpper = 1

/**
 * Minimises ½ xᵀHx − gᵀx under one equality and bounds. Block principal pivoting (Júdice & Pires 1994; Kim & Park 2011):
 * all variables that break a bound or a multiplier's sign change sets at once, one Cholesky a round, a handful of rounds;
 * when the number of offenders stops falling, only the last one moves (Murty's rule), which must end.
 * @throws Fault `input` when the bounds leave no solution or the matrix is not positive definite.
 */
export function solveQuadratic({ hessian, gain, equality, lower, upper }: QuadraticProgram): Float64Array {
  const n = hessian.rows
  const a = equality?.a ?? new Float64Array(n).fill(1)
  const b = equality?.b ?? 1
  checkFeasible(a, b, lower, upper)
  const place = new Int8Array(n)
  const x = new Float64Array(n)
  const h = hessian.data
  let fewest = n + 1
  let patience = 3
  for (let round = 0; round < 50 * n + 200; round++) {
    const inside: number[] = []
    for (let i = 0; i < n; i++) {
      if (place[i] === free) inside.push(i)
      else x[i] = place[i] === atLower ? lower[i] : upper[i]
    }
    const multiplier = solveFree(h, n, inside, x, place, gain, a, b)
    // Offenders: free variables beyond a bound, bound ones that would rather move inside.
    const offenders: [index: number, to: number][] = []
    for (let i = 0; i < n; i++) {
      if (place[i] === free) {
        if (x[i] < lower[i] - 1e-13) offenders.push([i, atLower])
        else if (x[i] > upper[i] + 1e-13) offenders.push([i, atUpper])
      } else {
        let gradient = -(gain?.[i] ?? 0) - multiplier * a[i]
        for (let j = 0; j < n; j++) gradient += h[i * n + j] * x[j]
        if (place[i] === atLower ? gradient < -1e-12 : gradient > 1e-12) offenders.push([i, free])
      }
    }
    if (offenders.length === 0) return x.map((value, i) => Math.min(upper[i], Math.max(lower[i], value)))
    if (offenders.length < fewest) {
      fewest = offenders.length
      patience = 3
    } else patience -= 1
    for (const [i, to] of patience > 0 ? offenders : offenders.slice(-1)) place[i] = to
    // The equality needs at least one variable that can move: where none is left, the careful method takes over.
    if (place.every((where) => where !== free)) break
  }
  return activeSet({ hessian, gain, equality: { a, b }, lower, upper })
}

/**
 * The careful method, one change at a time from a feasible point (Nocedal & Wright 2006, chapter 16): for the rare
 * programs whose bounds leave next to nothing free. Needs a > 0.
 */
function activeSet({
  hessian,
  gain,
  equality,
  lower,
  upper,
}: QuadraticProgram & Required<Pick<QuadraticProgram, 'equality'>>): Float64Array {
  const { a, b } = equality
  const n = hessian.rows
  const h = hessian.data
  const x = Float64Array.from(lower)
  const place = new Int8Array(n).fill(atLower)
  let rest = b
  for (let i = 0; i < n; i++) rest -= a[i] * x[i]
  for (let i = 0; i < n && rest > 0; i++) {
    const room = Math.min(upper[i] - lower[i], rest / a[i])
    x[i] += room
    rest -= room * a[i]
    place[i] = x[i] >= upper[i] ? atUpper : free
  }
  for (let round = 0; round < 100 * n + 500; round++) {
    const inside = [...place.keys()].filter((i) => place[i] === free)
    const target = Float64Array.from(x)
    if (inside.length > 1) {
      solveFree(h, n, inside, target, place, gain, a, b)
      // As far as the first bound allows.
      let step = 1
      let blocked = -1
      for (const i of inside) {
        const move = target[i] - x[i]
        const room = move < 0 ? (lower[i] - x[i]) / move : move > 0 ? (upper[i] - x[i]) / move : 1
        if (room < step) {
          step = Math.max(0, room)
          blocked = i
        }
      }
      for (const i of inside) x[i] += step * (target[i] - x[i])
      if (blocked !== -1) {
        place[blocked] = target[blocked] < x[blocked] ? atLower : atUpper
        x[blocked] = place[blocked] === atLower ? lower[blocked] : upper[blocked]
        continue
      }
    }
    const slope = Float64Array.from({ length: n }, (_, i) => {
      let value = -(gain?.[i] ?? 0)
      for (let j = 0; j < n; j++) value += h[i * n + j] * x[j]
      return value / a[i]
    })
    // What can fall should not be dearer than what can rise.
    let falls = -1
    let rises = -1
    for (let i = 0; i < n; i++) {
      if (place[i] !== atLower && (falls === -1 || slope[i] > slope[falls])) falls = i
      if (place[i] !== atUpper && (rises === -1 || slope[i] < slope[rises])) rises = i
    }
    const scale = 1e-11 * (1 + Math.abs(slope[falls] ?? 0))
    if (falls === -1 || rises === -1 || slope[falls] - slope[rises] <= scale) return x
    if (place[falls] === free && place[rises] === free) return x
    if (lower[falls] < x[falls]) place[falls] = free
    if (upper[rises] > x[rises]) place[rises] = free
    if (place[falls] !== free || place[rises] !== free) return x
  }
  throw new Fault('unavailable', `The quadratic program of ${n} variables did not settle`, { next: 'fix' })
}

/** Solves the free variables for the fixed ones; returns the multiplier of the equality. */
function solveFree(
  h: Float64Array,
  n: number,
  inside: readonly number[],
  x: Float64Array,
  place: Int8Array,
  gain: ArrayLike<number> | undefined,
  a: ArrayLike<number>,
  b: number,
): number {
  const m = inside.length
  const part = matrix(m, m)
  const right = new Float64Array(m)
  const normal = new Float64Array(m)
  let rest = b
  for (let j = 0; j < n; j++) if (place[j] !== free) rest -= a[j] * x[j]
  for (let r = 0; r < m; r++) {
    const i = inside[r]
    let value = gain?.[i] ?? 0
    for (let j = 0; j < n; j++) if (place[j] !== free) value -= h[i * n + j] * x[j]
    right[r] = value
    normal[r] = a[i]
    for (let c = 0; c < m; c++) part.data[r * m + c] = h[i * n + inside[c]]
  }
  const l = cholesky(part)
  if (!l)
    throw new Fault('input', 'The covariance matrix is not positive definite', {
      hint: 'More bars than assets, or shrinkage',
    })
  solveInPlace(l.data, m, right)
  solveInPlace(l.data, m, normal)
  let top = rest
  let bottom = 0
  for (let r = 0; r < m; r++) {
    top -= a[inside[r]] * right[r]
    bottom += a[inside[r]] * normal[r]
  }
  const multiplier = bottom === 0 ? 0 : top / bottom
  for (let r = 0; r < m; r++) x[inside[r]] = right[r] + multiplier * normal[r]
  return multiplier
}

/** Solves L Lᵀ v = v. */
function solveInPlace(l: Float64Array, n: number, v: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let value = v[i]
    for (let k = 0; k < i; k++) value -= l[i * n + k] * v[k]
    v[i] = value / l[i * n + i]
  }
  for (let i = n - 1; i >= 0; i--) {
    v[i] /= l[i * n + i]
    for (let k = 0; k < i; k++) v[k] -= l[i * n + k] * v[i]
  }
}

function checkFeasible(a: ArrayLike<number>, b: number, lower: ArrayLike<number>, upper: ArrayLike<number>): void {
  let least = 0
  let most = 0
  for (let i = 0; i < a.length; i++) {
    if (lower[i] > upper[i])
      throw new Fault('input', `The bounds of asset ${i + 1} cross: ${lower[i]} above ${upper[i]}`)
    least += Math.min(a[i] * lower[i], a[i] * upper[i])
    most += Math.max(a[i] * lower[i], a[i] * upper[i])
  }
  if (b < least - 1e-12 || b > most + 1e-12) {
    throw new Fault(
      'input',
      `The bounds allow sums from ${least.toPrecision(4)} to ${most.toPrecision(4)}; ${b} is asked for`,
      { hint: 'Wider bounds' },
    )
  }
}
