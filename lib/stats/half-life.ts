/** Speed of return of a spread to its mean, in bars. */
export interface HalfLife {
  /** Coefficient of the level in Δs = a + λ s₋₁. */
  readonly lambda: number
  /** 1 + λ. */
  readonly phi: number
  readonly intercept: number
  /** −ln 2 / λ (Chan 2013, first order); null when the spread does not return (λ ≥ 0). */
  readonly linear: number | null
  /** −ln 2 / ln φ (exact discretisation of an Ornstein–Uhlenbeck process); null when φ is not between 0 and 1. */
  readonly exact: number | null
  /** 95 % interval of the bias-corrected exact half-life; null upper end: not bounded. */
  readonly interval: [number, number | null] | null
}

/**
 * Half-life of a spread from its first-order autoregression. Least squares pulls φ down by about (1 + 3φ)/T (Kendall
 * 1954), so a random walk looks as if it returned; the interval is around the φ with this bias taken back.
 * @param spread at least four values, not constant, else every figure is null or NaN.
 */
export function halfLife(spread: Float64Array): HalfLife {
  const m = spread.length - 1
  let total = 0
  for (let i = 0; i < m; i++) total += spread[i]
  const ms = total / m
  const md = (spread[m] - spread[0]) / m
  let ss = 0
  let sd = 0
  for (let i = 0; i < m; i++) {
    const s = spread[i] - ms
    ss += s * s
    sd += s * (spread[i + 1] - spread[i] - md)
  }
  const lambda = sd / ss
  const intercept = md - lambda * ms
  let ssr = 0
  for (let i = 0; i < m; i++) {
    const e = spread[i + 1] - spread[i] - intercept - lambda * spread[i]
    ssr += e * e
  }
  return summary(lambda, intercept, m, Math.sqrt(ssr / (m - 2) / ss))
}

/** The figures that follow from λ, its standard error and the number of differences. */
export function summary(lambda: number, intercept: number, m: number, standardError: number): HalfLife {
  const phi = 1 + lambda
  const scale = m / (m - 3)
  const corrected = scale * (phi + 1 / m)
  const width = 1.959963984540054 * scale * standardError
  const low = lifeOf(corrected - width)
  const interval: [number, number | null] | null = low === null ? null : [low, lifeOf(corrected + width)]
  return {
    lambda,
    phi,
    intercept,
    linear: lambda < 0 ? -Math.LN2 / lambda : null,
    exact: phi > 0 && phi < 1 ? -Math.LN2 / Math.log(phi) : null,
    interval,
  }
}

/** φ ≤ 0 returns at once (0 bars), φ ≥ 1 never (null). */
function lifeOf(phi: number): number | null {
  if (Number.isNaN(phi) || phi >= 1) return null
  return phi <= 0 ? 0 : -Math.LN2 / Math.log(phi)
}
