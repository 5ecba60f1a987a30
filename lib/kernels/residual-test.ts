/**
 * The unit-root test of a residual without its values: from sums of products alone. A residual e = y − b x is linear in
 * b, so every sum in its Dickey–Fuller regression is a quadratic in b over sums that all pairs share; sums that start a
 * few bars later differ by the products of a few values at both ends.
 */

/** What one residual's test needs; the caller fills it and may use it again. */
export interface ResidualSums {
  /** Bars. */
  n: number
  /** Sum of squares of e. */
  squares: number
  /** Σ Δeₛ Δeₛ₋ₘ over all bars, m = 0 … most lags. */
  readonly lagged: Float64Array
  /** e at the first bars, e₀ first; most lags + 1 values. */
  readonly head: Float64Array
  /** e at the last bars, the last one first; most lags + 2 values. */
  readonly tail: Float64Array
}

export interface ResidualTest {
  /** t statistic; NaN where the regressors are dependent to rounding. */
  stat: number
  lags: number
}

/** How far a pivot may fall below its diagonal before the direct method must decide. */
const pivotFloor = 1e-11

/**
 * Makes a test for residuals of `n` bars. With `perTerm` (2: Akaike, ln rows: Schwarz) the number of lags is chosen on
 * the common sample of all models and the regression run again on the longer sample, as the direct method does.
 */
export function residualTest(n: number, maxLag: number, perTerm: number | null) {
  const size = maxLag + 1
  const moments = new Float64Array(size * size)
  const level = new Float64Array(size)
  const factor = new Float64Array(size * size)
  const z = new Float64Array(size)
  const weights = new Float64Array(size)
  const rowsOfChoice = n - 1 - maxLag
  if (perTerm !== null) for (let k = 0; k < size; k++) weights[k] = Math.exp((perTerm * (k + 1)) / rowsOfChoice)

  /** Σ Δeₜ₋ⱼ Δeₜ₋ₖ and Σ eₜ₋₁ Δeₜ₋ₖ over t = p + 1 … n − 1; returns Σ e²ₜ₋₁. */
  const build = (s: ResidualSums, p: number): number => {
    const { head, tail, lagged } = s
    for (let k = 0; k <= p; k++) {
      let sum = lagged[k]
      for (let t = k + 1; t <= p; t++) sum -= (head[t] - head[t - 1]) * (head[t - k] - head[t - k - 1])
      moments[k] = sum
    }
    for (let j = 0; j < p; j++) {
      const first = head[p - j] - head[p - j - 1]
      const last = tail[j] - tail[j + 1]
      for (let k = j; k < p; k++) {
        const gained = first * (head[p - k] - head[p - k - 1])
        moments[(j + 1) * size + k + 1] = moments[j * size + k] + gained - last * (tail[k] - tail[k + 1])
      }
    }
    level[0] = (tail[0] * tail[0] - head[p] * head[p] - moments[0]) / 2
    for (let k = 1; k <= p; k++) {
      let sum = (tail[k] * tail[k] - head[p - k] * head[p - k] + moments[k * size + k]) / 2
      for (let i = 1; i < k; i++) sum += moments[i * size + k]
      level[k] = sum
    }
    let squares = s.squares - tail[0] * tail[0]
    for (let t = 0; t < p; t++) squares -= head[t] * head[t]
    return squares
  }

  /** Level first, then the lags: each row of the factor gives the residual sum of squares of the next nested model. */
  const choose = (s: ResidualSums): number => {
    const squares = build(s, maxLag)
    let ssr = moments[0]
    let best = Number.POSITIVE_INFINITY
    let lag = -1
    for (let k = 0; k <= maxLag; k++) {
      const row = k * size
      let rhs = k === 0 ? level[0] : moments[k]
      for (let j = 0; j < k; j++) {
        let entry = j === 0 ? level[k] : moments[j * size + k]
        const other = j * size
        for (let i = 0; i < j; i++) entry -= factor[row + i] * factor[other + i]
        entry /= factor[other + j]
        factor[row + j] = entry
        rhs -= entry * z[j]
      }
      const diagonal = k === 0 ? squares : moments[k * size + k]
      let pivot = diagonal
      for (let i = 0; i < k; i++) pivot -= factor[row + i] * factor[row + i]
      if (!(pivot > pivotFloor * diagonal)) return -1
      const length = Math.sqrt(pivot)
      factor[row + k] = length
      z[k] = rhs / length
      ssr -= z[k] * z[k]
      const criterion = ssr * weights[k]
      if (criterion < best) {
        best = criterion
        lag = k
      }
    }
    return lag
  }

  /** The lags first and the level last: its t statistic is the last projection over the residual deviation. */
  const final = (s: ResidualSums, p: number): number => {
    const squares = build(s, p)
    let ssr = moments[0]
    for (let k = 0; k <= p; k++) {
      const lag = k + 1
      const isLevel = k === p
      const row = k * size
      let rhs = isLevel ? level[0] : moments[lag]
      for (let j = 0; j < k; j++) {
        let entry = isLevel ? level[j + 1] : moments[(j + 1) * size + lag]
        const other = j * size
        for (let i = 0; i < j; i++) entry -= factor[row + i] * factor[other + i]
        entry /= factor[other + j]
        factor[row + j] = entry
        rhs -= entry * z[j]
      }
      const diagonal = isLevel ? squares : moments[lag * size + lag]
      let pivot = diagonal
      for (let i = 0; i < k; i++) pivot -= factor[row + i] * factor[row + i]
      if (!(pivot > pivotFloor * diagonal)) return Number.NaN
      const length = Math.sqrt(pivot)
      factor[row + k] = length
      z[k] = rhs / length
      ssr -= z[k] * z[k]
    }
    return z[p] / Math.sqrt(ssr / (n - 1 - p - (p + 1)))
  }

  return (s: ResidualSums, out: ResidualTest): void => {
    const lag = perTerm === null ? maxLag : choose(s)
    out.lags = lag
    out.stat = lag < 0 ? Number.NaN : final(s, lag)
  }
}
