import { Fault } from '#lib/fault.ts'
import { cholesky, type Matrix, matrix, solveLower, solveLowerTransposed } from '#lib/stats/matrix.ts'

export interface MeanCvarOptions {
  /** Share of the worst scenarios whose mean loss is the risk. */
  readonly level?: number
  /** How much expected return counts against risk; 0: least risk alone. */
  readonly returnWeight?: number
  /** Largest weight of one asset. */
  readonly upper?: number
}

export interface MeanCvar {
  readonly weights: Float64Array
  /** Mean loss of the worst scenarios, positive. */
  readonly cvar: number
  /** The loss at their border. */
  readonly valueAtRisk: number
  /** Distance to the dual bound: how far from the optimum this can be at most. */
  readonly gap: number
}

/**
 * Least expected shortfall, less `returnWeight` times the mean, long only and fully invested, as the linear program of
 * Rockafellar & Uryasev (2000, Journal of Risk 2(3)): min ζ + Σ u_t/(αT) − λ μ'w with u_t ≥ −r_t'w − ζ, u ≥ 0. Solved by
 * a primal-dual interior point method (Mehrotra 1992); the scenarios are eliminated, so that each step factors one matrix
 * of assets + 1.
 *
 * @param returns one column an asset, all of one length T: each bar is a scenario.
 * @throws Fault `input` for too few scenarios or a bound that leaves no solution.
 */
export function meanCvar(
  returns: readonly Float64Array[],
  { level = 0.05, returnWeight = 0, upper = 1 }: MeanCvarOptions = {},
): MeanCvar {
  const n = returns.length
  const T = returns[0]?.length ?? 0
  if (n < 1 || T * level < 1) throw new Fault('input', `${T} scenarios have no worst ${100 * level} %`)
  if (upper * n < 1 - 1e-12) throw new Fault('input', `${n} weights of at most ${upper} do not sum to one`)
  const kappa = 1 / (level * T)
  const mean = returns.map((column) => column.reduce((sum, value) => sum + value, 0) / T)
  const w = new Float64Array(n).fill(1 / n)
  const v = w.map((value) => upper - value + 1e-3)
  const [z, y] = [new Float64Array(n).fill(0.1), new Float64Array(n).fill(0.1)]
  const [u, s] = [new Float64Array(T).fill(0.05), new Float64Array(T).fill(0.05)]
  const [q, p] = [new Float64Array(T).fill(kappa / 2), new Float64Array(T).fill(kappa / 2)]
  let zeta = 0
  let nu = 0
  const worth = new Float64Array(T)
  const fill = (weights: Float64Array) => {
    worth.fill(0)
    for (let i = 0; i < n; i++) for (let t = 0; t < T; t++) worth[t] += weights[i] * returns[i][t]
  }
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0)
  let gap = Number.POSITIVE_INFINITY
  for (let round = 0; round < 80; round++) {
    gap = dot(q, s) + dot(p, u) + dot(z, w) + dot(y, v)
    const target = (0.1 * gap) / (2 * T + 2 * n)
    fill(w)
    const d = new Float64Array(T)
    const c = new Float64Array(T)
    for (let t = 0; t < T; t++) {
      const ru = kappa - q[t] - p[t]
      const a = (target - p[t] * u[t] - u[t] * ru) / p[t]
      const b = (target - q[t] * s[t]) / q[t]
      d[t] = 1 / (s[t] / q[t] + u[t] / p[t])
      c[t] = s[t] - u[t] - worth[t] - zeta + b - a
    }
    const size = n + 1
    const m = matrix(size, size)
    const right = new Float64Array(size)
    const residual = new Float64Array(n)
    const bound = Float64Array.from(w, (value, i) => upper - value - v[i])
    for (let i = 0; i < n; i++) {
      const column = returns[i]
      let [cross, push, pull] = [0, 0, 0]
      for (let t = 0; t < T; t++) {
        cross += d[t] * column[t]
        push += d[t] * c[t] * column[t]
        pull += q[t] * column[t]
      }
      residual[i] = -returnWeight * mean[i] - pull - z[i] + y[i] - nu
      m.data[i * size + n] = cross
      m.data[n * size + i] = cross
      for (let j = 0; j <= i; j++) {
        let sum = 0
        const other = returns[j]
        for (let t = 0; t < T; t++) sum += d[t] * column[t] * other[t]
        m.data[i * size + j] = sum
        m.data[j * size + i] = sum
      }
      m.data[i * size + i] += z[i] / w[i] + y[i] / v[i]
      right[i] = push - residual[i] + (target - z[i] * w[i]) / w[i] - (target - y[i] * v[i] - y[i] * bound[i]) / v[i]
    }
    let [weight, push, pull] = [0, 0, 0]
    for (let t = 0; t < T; t++) {
      weight += d[t]
      push += d[t] * c[t]
      pull += q[t]
    }
    m.data[n * size + n] = weight
    right[n] = push - (1 - pull)
    const l = cholesky(m)
    if (!l) break
    const ones = Float64Array.from({ length: size }, (_, i) => (i < n ? 1 : 0))
    const [base, slope] = [solveWith(l, right), solveWith(l, ones)]
    const missing = 1 - w.reduce((sum, value) => sum + value, 0)
    const dNu = (missing - sumOf(base, n)) / sumOf(slope, n)
    const step = base.map((value, i) => value + slope[i] * dNu)
    const dw = step.subarray(0, n)
    const dZeta = step[n]
    const dz = dw.map((value, i) => (target - z[i] * w[i]) / w[i] - (z[i] / w[i]) * value)
    const dv = dw.map((value, i) => bound[i] - value)
    const dy = dv.map((value, i) => (target - y[i] * v[i]) / v[i] - (y[i] / v[i]) * value)
    fill(dw)
    const dq = d.map((value, t) => value * (c[t] - worth[t] - dZeta))
    const dp = dq.map((value, t) => kappa - q[t] - p[t] - value)
    const du = dp.map((value, t) => (target - p[t] * u[t] - u[t] * value) / p[t])
    const ds = dq.map((value, t) => (target - q[t] * s[t] - s[t] * value) / q[t])
    const primal = Math.min(reach(w, dw), reach(v, dv), reach(u, du), reach(s, ds))
    const dual = Math.min(reach(z, dz), reach(y, dy), reach(q, dq), reach(p, dp))
    for (const [x, dx] of [
      [w, dw],
      [v, dv],
      [u, du],
      [s, ds],
    ] as const)
      move(x, dx, primal)
    for (const [x, dx] of [
      [z, dz],
      [y, dy],
      [q, dq],
      [p, dp],
    ] as const)
      move(x, dx, dual)
    zeta += primal * dZeta
    nu += dual * dNu
    if (gap < 1e-13) break
  }
  const kept = w.map((value) => (value < 1e-9 ? 0 : value))
  const total = sumOf(kept, n)
  const weights = kept.map((value) => value / total)
  return { weights, ...shortfall(returns, weights, level), gap }
}

const sumOf = (values: Float64Array, n: number) => values.subarray(0, n).reduce((sum, value) => sum + value, 0)

function solveWith(l: Matrix, right: Float64Array): Float64Array {
  return solveLowerTransposed(l, solveLower(l, matrix(right.length, 1, Float64Array.from(right)))).data
}

/** Longest step that keeps everything positive, at most whole. */
function reach(x: Float64Array, dx: Float64Array): number {
  let most = 1
  for (let i = 0; i < x.length; i++) if (dx[i] < 0) most = Math.min(most, (-0.99 * x[i]) / dx[i])
  return most
}

function move(x: Float64Array, dx: Float64Array, by: number): void {
  for (let i = 0; i < x.length; i++) x[i] += by * dx[i]
}

/** Mean loss of the worst `level` of the scenarios, the one at the border counted in part. */
export function shortfall(
  returns: readonly Float64Array[],
  weights: ArrayLike<number>,
  level: number,
): { cvar: number; valueAtRisk: number } {
  const T = returns[0].length
  const losses = Float64Array.from({ length: T }, (_, t) => {
    let sum = 0
    for (const [i, column] of returns.entries()) sum -= weights[i] * column[t]
    return sum
  }).sort()
  const worst = level * T
  const whole = Math.floor(worst + 1e-9)
  let sum = 0
  for (let k = 1; k <= whole; k++) sum += losses[T - k]
  const border = losses[Math.max(0, T - whole - 1)]
  sum += (worst - whole) * border
  return { cvar: sum / worst, valueAtRisk: border }
}
