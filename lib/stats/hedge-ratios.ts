import { mean } from './columns.ts'
import { halfLife } from './half-life.ts'
import { johansen } from './johansen.ts'
import { line } from './line.ts'
import {
  cholesky,
  crossProduct,
  eigenSymmetric,
  fromColumns,
  multiply,
  solveLower,
  solveLowerTransposed,
  transpose,
} from './matrix.ts'
import { minimiseOne } from './minimise.ts'

/** Slope of y on x by least squares: errors in y only. */
export function hedgeOls(y: Float64Array, x: Float64Array): number {
  return line(y, x).beta
}

/** Total least squares (Golub & Van Loan 1980): the same line whichever leg is called y. */
export function hedgeTls(y: Float64Array, x: Float64Array): number {
  const my = mean(y)
  const mx = mean(x)
  let yy = 0
  let xx = 0
  let xy = 0
  for (let t = 0; t < y.length; t++) {
    yy += (y[t] - my) ** 2
    xx += (x[t] - mx) ** 2
    xy += (y[t] - my) * (x[t] - mx)
  }
  return (yy - xx + Math.sqrt((yy - xx) ** 2 + 4 * xy * xy)) / (2 * xy)
}

/** The slope whose spread returns fastest, sought around the least-squares one. */
export function hedgeMinHalfLife(y: Float64Array, x: Float64Array): number {
  const start = hedgeOls(y, x)
  const width = Math.max(0.5, Math.abs(start))
  const speed = (b: number) => halfLife(y.map((value, t) => value - b * x[t])).lambda
  return minimiseOne(speed, start - width, start + width)
}

/** Weights of the strongest Johansen relation, the first leg at 1: spread = Σ wᵢ logᵢ. */
export function hedgeJohansen(columns: readonly Float64Array[], lags = 1): Float64Array {
  const [first] = johansen(columns, 0, lags).vectors
  return first.map((value) => value / first[0])
}

/**
 * Weights of the portfolio that a first-order vector autoregression predicts worst, hence returns fastest (Box & Tiao
 * 1977; d'Aspremont 2011), the first leg at 1.
 */
export function hedgeBoxTiao(columns: readonly Float64Array[]): Float64Array {
  const centred = columns.map((column) => {
    const m = mean(column)
    return column.map((value) => value - m)
  })
  const now = fromColumns(centred.map((column) => column.slice(1)))
  const before = fromColumns(centred.map((column) => column.slice(0, -1)))
  const variance = crossProduct(now, now)
  const lb = cholesky(crossProduct(before, before))
  const lv = cholesky(variance)
  if (!lb || !lv) return Float64Array.from(columns, () => Number.NaN)
  // Predicted variance is C B⁻¹ Cᵀ with C = nowᵀ before; its smallest ratio to the whole is the least predictable mix.
  const half = solveLower(lb, transpose(crossProduct(now, before)))
  const inner = solveLower(lv, transpose(half))
  const { vectors } = eigenSymmetric(multiply(inner, transpose(inner)))
  const back = solveLowerTransposed(lv, vectors)
  const k = columns.length
  const weights = Float64Array.from({ length: k }, (_, i) => back.data[i * k + k - 1])
  return weights.map((value) => value / weights[0])
}
