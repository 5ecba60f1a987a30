import { normalCdf, normalQuantile, studentCdf, studentPdf, studentQuantile } from './distributions.ts'
import { logGamma } from './gamma.ts'
import { minimiseOne } from './minimise.ts'

/** One family of dependence between two uniform variables. */
export interface Copula {
  readonly name: string
  /** Range of the parameter that is searched. */
  readonly range: readonly [number, number]
  /** ln c(u, v). */
  logDensity(u: number, v: number, theta: number): number
  /** P(U ≤ u | V = v): how unusual u is, given v. */
  conditional(u: number, v: number, theta: number): number
  /** Parameter of a given Kendall's τ (Nelsen 2006), within the range. */
  fromTau(tau: number): number
}

const fromSine = (tau: number) => Math.sin((Math.PI * tau) / 2)
const within = (value: number, [low, high]: readonly [number, number]) => Math.min(high, Math.max(low, value))

export const gaussianCopula: Copula = {
  name: 'gaussian',
  range: [-0.999, 0.999],
  logDensity(u, v, rho) {
    const x = normalQuantile(u)
    const y = normalQuantile(v)
    const d = 1 - rho * rho
    return -0.5 * Math.log(d) - (rho * rho * (x * x + y * y) - 2 * rho * x * y) / (2 * d)
  },
  conditional: (u, v, rho) => normalCdf((normalQuantile(u) - rho * normalQuantile(v)) / Math.sqrt(1 - rho * rho)),
  fromTau: (tau) => within(fromSine(tau), [-0.999, 0.999]),
}

/** Student t with given degrees of freedom: tails that move together. */
export function studentCopula(df: number): Copula {
  return {
    name: `t${df}`,
    range: [-0.999, 0.999],
    logDensity(u, v, rho) {
      const x = studentQuantile(u, df)
      const y = studentQuantile(v, df)
      const d = 1 - rho * rho
      const joint =
        logGamma((df + 2) / 2) -
        logGamma(df / 2) -
        Math.log(df * Math.PI) -
        0.5 * Math.log(d) -
        ((df + 2) / 2) * Math.log1p((x * x + y * y - 2 * rho * x * y) / (df * d))
      return joint - Math.log(studentPdf(x, df)) - Math.log(studentPdf(y, df))
    },
    conditional(u, v, rho) {
      const x = studentQuantile(u, df)
      const y = studentQuantile(v, df)
      return studentCdf((x - rho * y) * Math.sqrt((df + 1) / ((df + y * y) * (1 - rho * rho))), df + 1)
    },
    fromTau: (tau) => within(fromSine(tau), [-0.999, 0.999]),
  }
}

/** Falls together, rises apart. */
export const claytonCopula: Copula = {
  name: 'clayton',
  range: [0.01, 30],
  logDensity(u, v, a) {
    const s = u ** -a + v ** -a - 1
    return Math.log1p(a) - (a + 1) * (Math.log(u) + Math.log(v)) - (2 + 1 / a) * Math.log(s)
  },
  conditional: (u, v, a) => v ** (-a - 1) * (u ** -a + v ** -a - 1) ** (-1 - 1 / a),
  fromTau: (tau) => within((2 * tau) / (1 - tau), [0.01, 30]),
}

/** Rises together, falls apart. */
export const gumbelCopula: Copula = {
  name: 'gumbel',
  range: [1, 30],
  logDensity(u, v, a) {
    const x = -Math.log(u)
    const y = -Math.log(v)
    const s = x ** a + y ** a
    const w = s ** (1 / a)
    return -w + x + y + (a - 1) * (Math.log(x) + Math.log(y)) + (1 / a - 2) * Math.log(s) + Math.log(w + a - 1)
  },
  conditional(u, v, a) {
    const x = -Math.log(u)
    const y = -Math.log(v)
    const s = x ** a + y ** a
    return (Math.exp(-(s ** (1 / a))) * y ** (a - 1) * s ** (1 / a - 1)) / v
  },
  fromTau: (tau) => within(1 / (1 - tau), [1, 30]),
}

/** Symmetric, no tails. */
export const frankCopula: Copula = {
  name: 'frank',
  range: [-40, 40],
  logDensity(u, v, a) {
    if (Math.abs(a) < 1e-6) return 0
    const g = (x: number) => Math.expm1(-a * x)
    const d = g(1) + g(u) * g(v)
    return Math.log(-a * g(1)) - a * (u + v) - 2 * Math.log(Math.abs(d))
  },
  conditional(u, v, a) {
    if (Math.abs(a) < 1e-6) return u
    const g = (x: number) => Math.expm1(-a * x)
    return (g(u) * Math.exp(-a * v)) / (g(1) + g(u) * g(v))
  },
  fromTau(tau) {
    const gap = (a: number) => (frankTau(a) - tau) ** 2
    return minimiseOne(gap, -40, 40, 1e-8)
  },
}

/** τ = 1 − 4/a (1 − D₁(a)), Debye's function by Simpson's rule. */
function frankTau(a: number): number {
  if (Math.abs(a) < 1e-3) return a / 9
  const points = 200
  let total = 0
  for (let i = 0; i <= points; i++) {
    const t = (a * i) / points
    const value = Math.abs(t) < 1e-9 ? 1 : t / Math.expm1(t)
    total += value * (i === 0 || i === points ? 1 : i % 2 === 1 ? 4 : 2)
  }
  return 1 - (4 / a) * (1 - total / points / 3)
}

export const copulas: readonly Copula[] = [gaussianCopula, studentCopula(4), claytonCopula, gumbelCopula, frankCopula]

/** Ranks over n + 1: values as if uniform, ties in order of appearance. */
export function pseudoObservations(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b] || a - b)
  const out = new Float64Array(values.length)
  for (const [rank, i] of order.entries()) out[i] = (rank + 1) / (values.length + 1)
  return out
}

/** Kendall's τ-b, ties taken into account. */
export function kendallTau(x: Float64Array, y: Float64Array): number {
  let agree = 0
  let tiesX = 0
  let tiesY = 0
  const n = x.length
  for (let i = 1; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const dx = Math.sign(x[i] - x[j])
      const dy = Math.sign(y[i] - y[j])
      agree += dx * dy
      if (dx === 0) tiesX++
      if (dy === 0) tiesY++
    }
  }
  const all = (n * (n - 1)) / 2
  return agree / Math.sqrt((all - tiesX) * (all - tiesY))
}

export interface CopulaFit {
  readonly copula: Copula
  readonly theta: number
  readonly logLikelihood: number
  readonly aic: number
}

/** Fits one family to uniform values by maximum likelihood around the parameter of their Kendall's τ. */
export function fitCopula(copula: Copula, u: Float64Array, v: Float64Array): CopulaFit {
  const likelihood = (theta: number) => {
    let sum = 0
    for (let i = 0; i < u.length; i++) sum += copula.logDensity(u[i], v[i], theta)
    return Number.isFinite(sum) ? sum : -1e300
  }
  const guess = copula.fromTau(kendallTau(u, v))
  const width = 0.25 * (Math.abs(guess) + 0.4)
  const [low, high] = copula.range
  const theta = minimiseOne((t) => -likelihood(t), Math.max(low, guess - width), Math.min(high, guess + width), 1e-7)
  const logLikelihood = likelihood(theta)
  return { copula, theta, logLikelihood, aic: 2 - 2 * logLikelihood }
}

/** All families, best Akaike criterion first. */
export function fitCopulas(x: Float64Array, y: Float64Array, families: readonly Copula[] = copulas): CopulaFit[] {
  const u = pseudoObservations(x)
  const v = pseudoObservations(y)
  return families.map((copula) => fitCopula(copula, u, v)).sort((a, b) => a.aic - b.aic)
}
