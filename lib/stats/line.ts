/** Straight line by least squares, y = α + β x, from centred sums. */
export interface Line {
  readonly alpha: number
  readonly beta: number
  readonly r2: number
  /** Residual sum of squares. */
  readonly ssr: number
  /** y − α − β x; sums to zero. */
  readonly residuals: Float64Array
}

/**
 * Fits y on a constant and x. Both columns are centred first, so that prices far from zero lose no digits.
 * A constant x gives β = NaN.
 */
export function line(y: Float64Array, x: Float64Array): Line {
  const n = y.length
  const my = centre(y)
  const mx = centre(x)
  let xx = 0
  let xy = 0
  let yy = 0
  for (let i = 0; i < n; i++) {
    const dx = x[i] - mx
    const dy = y[i] - my
    xx += dx * dx
    xy += dx * dy
    yy += dy * dy
  }
  const beta = xy / xx
  const residuals = new Float64Array(n)
  let ssr = 0
  for (let i = 0; i < n; i++) {
    const e = y[i] - my - beta * (x[i] - mx)
    residuals[i] = e
    ssr += e * e
  }
  return { alpha: my - beta * mx, beta, r2: 1 - ssr / yy, ssr, residuals }
}

/** Mean, then the mean of what is left over: the second pass takes back the rounding of the first. */
function centre(values: Float64Array): number {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]
  const first = total / values.length
  let rest = 0
  for (let i = 0; i < values.length; i++) rest += values[i] - first
  return first + rest / values.length
}
