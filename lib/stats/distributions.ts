import { betaRegularized, gammaLower, gammaUpper, logGamma } from './gamma.ts'

/** Standard normal density. */
export function normalPdf(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI)
}

/** Standard normal distribution function, good in both tails (through the incomplete gamma function). */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  if (x === Number.POSITIVE_INFINITY) return 1
  if (x === Number.NEGATIVE_INFINITY) return 0
  const upper = 0.5 * gammaUpper(0.5, 0.5 * x * x)
  return x > 0 ? 1 - upper : upper
}

/**
 * Quantile of the standard normal, 0 < p < 1: a rational first guess (Abramowitz & Stegun 26.2.23, 4.5e-4)
 * made exact by Halley's steps on the distribution function.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN
  if (p > 0.5) return -normalQuantile(1 - p)
  const t = Math.sqrt(-2 * Math.log(p))
  let x = -(
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3)
  )
  for (let k = 0; k < 4; k++) {
    const u = (normalCdf(x) - p) / normalPdf(x)
    const step = u / (1 + 0.5 * x * u)
    x -= step
    if (Math.abs(step) < 1e-15 * (1 + Math.abs(x))) break
  }
  return x
}

/** Student t distribution function, `df` degrees of freedom. */
export function studentCdf(t: number, df: number): number {
  const tail = 0.5 * betaRegularized(df / (df + t * t), df / 2, 0.5)
  return t > 0 ? 1 - tail : tail
}

/** Two-sided p-value of a t statistic: P(|T| ≥ |t|). */
export function studentTwoSided(t: number, df: number): number {
  return betaRegularized(df / (df + t * t), df / 2, 0.5)
}

/** Student t density. */
export function studentPdf(t: number, df: number): number {
  return Math.exp(
    logGamma((df + 1) / 2) -
      logGamma(df / 2) -
      0.5 * Math.log(df * Math.PI) -
      ((df + 1) / 2) * Math.log1p((t * t) / df),
  )
}

/** Quantile of Student t, 0 < p < 1. */
export function studentQuantile(p: number, df: number): number {
  if (p === 0.5) return 0
  if (p > 0.5) return -studentQuantile(1 - p, df)
  let low = -1
  while (studentCdf(low, df) > p) low *= 2
  return root((x) => studentCdf(x, df) - p, low, 0)
}

/** χ² distribution function. */
export function chiSquareCdf(x: number, df: number): number {
  return gammaLower(df / 2, x / 2)
}

/** Upper tail of χ²: P(X ≥ x). */
export function chiSquareTail(x: number, df: number): number {
  return gammaUpper(df / 2, x / 2)
}

/** Quantile of χ². */
export function chiSquareQuantile(p: number, df: number): number {
  let high = df + 10
  while (chiSquareCdf(high, df) < p) high *= 2
  return root((x) => chiSquareCdf(x, df) - p, 0, high)
}

/** F distribution function with `d1` and `d2` degrees of freedom. */
export function fisherCdf(x: number, d1: number, d2: number): number {
  return x <= 0 ? 0 : betaRegularized((d1 * x) / (d1 * x + d2), d1 / 2, d2 / 2)
}

/** Upper tail of F. */
export function fisherTail(x: number, d1: number, d2: number): number {
  return x <= 0 ? 1 : betaRegularized(d2 / (d1 * x + d2), d2 / 2, d1 / 2)
}

/** Quantile of F. */
export function fisherQuantile(p: number, d1: number, d2: number): number {
  let high = 2
  while (fisherCdf(high, d1, d2) < p) high *= 2
  return root((x) => fisherCdf(x, d1, d2) - p, 0, high)
}

/** Root of a rising function by bisection that is sped up by the secant (Illinois rule). */
function root(f: (x: number) => number, from: number, to: number): number {
  let a = from
  let b = to
  let fa = f(a)
  let fb = f(b)
  for (let k = 0; k < 400; k++) {
    const secant = (a * fb - b * fa) / (fb - fa)
    const x = k % 3 === 2 || !(secant > a && secant < b) ? 0.5 * (a + b) : secant
    const fx = f(x)
    if (fx === 0 || Math.abs(b - a) <= 2e-16 * Math.abs(x)) return x
    if (fx < 0) {
      a = x
      fa = fx
      fb *= 0.5
    } else {
      b = x
      fb = fx
      fa *= 0.5
    }
  }
  return 0.5 * (a + b)
}
