import { Fault } from '#lib/fault.ts'
import { mean, variance } from './columns.ts'
import { logGamma } from './gamma.ts'
import { minimise } from './minimise.ts'
import { standardErrors } from './sandwich.ts'

export interface GarchOptions {
  /** Extra weight of falls (Glosten, Jagannathan & Runkle 1993). Default false. */
  readonly asymmetric?: boolean
  readonly distribution?: 'normal' | 't'
}

export interface Garch {
  readonly mu: number
  readonly omega: number
  readonly alpha: number
  /** Extra weight of negative shocks, below zero when rises weigh more; 0 without asymmetry. */
  readonly gamma: number
  readonly beta: number
  /** Degrees of freedom; null for the normal. */
  readonly nu: number | null
  readonly logLikelihood: number
  readonly aic: number
  readonly bic: number
  /** α + γ/2 + β: 1 means that shocks never die out. */
  readonly persistence: number
  /** Standard errors of the parameters, by the curvature alone and robust to a wrong distribution; null without either. */
  readonly errors: { readonly hessian: GarchErrors; readonly robust: GarchErrors } | null
  /** Conditional variance of each return, in its unit squared. */
  readonly variances: Float64Array
  /** Variance forecast for the next 1 … steps. */
  forecast(steps: number): Float64Array
}

/** In the units of the parameters; null for those the model has not. */
export interface GarchErrors {
  readonly mu: number
  readonly omega: number
  readonly alpha: number
  readonly gamma: number | null
  readonly beta: number
  readonly nu: number | null
}

/**
 * GARCH(1,1) by maximum likelihood (Bollerslev 1986) with a constant mean. The variance starts from an exponentially
 * weighted mean of the first 75 squared residuals. Returns are best given in percent. Standard errors are those of the
 * inverse Hessian and, for shocks that are not of the assumed distribution, of Bollerslev & Wooldridge 1992 (Econometric
 * Reviews 11); where a parameter lies on its bound (α = 0, persistence 1) neither is more than a guide.
 */
export function garch(returns: Float64Array, options: GarchOptions = {}): Garch {
  const n = returns.length
  if (n < 100) throw new Fault('input', `${n} returns are too few for a GARCH model`)
  const spread = variance(returns, 0)
  if (!(spread > 0)) throw new Fault('input', 'the returns are constant')
  const { asymmetric = false, distribution = 'normal' } = options
  const centre = mean(returns)
  const before = backcast(returns, centre)
  const variances = new Float64Array(n)
  const read = (x: Float64Array) => {
    const persistence = 0.999999 * logistic(x[2])
    const share = logistic(x[3])
    // Share of the weight of shocks that rises carry; half without asymmetry, more than half when rises weigh more.
    const risesShare = asymmetric ? logistic(x[4]) : 0.5
    const shock = persistence * share
    return {
      mu: x[0],
      omega: Math.exp(x[1]),
      alpha: 2 * shock * risesShare,
      gamma: 2 * shock * (1 - 2 * risesShare),
      beta: persistence * (1 - share),
      nu: distribution === 't' ? 2.01 + Math.exp(x[asymmetric ? 5 : 4]) : null,
    }
  }
  const loss = (x: Float64Array) => -likelihood(returns, before, read(x), variances)
  const start = [centre, Math.log(spread * 0.05), logit(0.95), logit(0.1)]
  const step = [0.1 * Math.sqrt(spread), 0.5, 0.5, 0.5]
  if (asymmetric) {
    start.push(-1)
    step.push(0.7)
  }
  if (distribution === 't') {
    start.push(Math.log(6))
    step.push(0.5)
  }
  const found = minimise(loss, start, step, 1e-13)
  const p = read(found.x)
  const logLikelihood = likelihood(returns, before, p, variances)
  const k = found.x.length
  const persistence = p.alpha + p.gamma / 2 + p.beta
  const last = returns[n - 1] - p.mu
  return {
    ...p,
    logLikelihood,
    aic: -2 * logLikelihood + 2 * k,
    bic: -2 * logLikelihood + k * Math.log(n),
    persistence,
    errors: errorsOf(returns, before, p, asymmetric),
    variances,
    forecast(steps) {
      const out = new Float64Array(steps)
      let h = p.omega + (p.alpha + (last < 0 ? p.gamma : 0)) * last * last + p.beta * variances[n - 1]
      for (let i = 0; i < steps; i++) {
        out[i] = h
        h = p.omega + persistence * h
      }
      return out
    },
  }
}

/** Errors in the model's own parameters, whatever the search ran over. */
function errorsOf(returns: Float64Array, before: number, p: Parameters, asymmetric: boolean): Garch['errors'] {
  const names = (['mu', 'omega', 'alpha', 'gamma', 'beta', 'nu'] as const).filter(
    (name) => (name !== 'gamma' || asymmetric) && (name !== 'nu' || p.nu !== null),
  )
  const variances = new Float64Array(returns.length)
  const found = standardErrors(
    (x, each) => {
      const at: { -readonly [K in keyof Parameters]: Parameters[K] } = { ...p }
      for (const [i, name] of names.entries()) at[name] = x[i]
      likelihood(returns, before, at, variances, each)
    },
    Float64Array.from(names, (name) => p[name] as number),
    returns.length,
  )
  if (!found) return null
  const named = (values: Float64Array): GarchErrors => ({
    ...{ mu: 0, omega: 0, alpha: 0, beta: 0, gamma: null, nu: null },
    ...Object.fromEntries(names.map((name, i) => [name, values[i]])),
  })
  return { hessian: named(found.hessian), robust: named(found.robust) }
}

type Parameters = Pick<Garch, 'mu' | 'omega' | 'alpha' | 'gamma' | 'beta' | 'nu'>

function likelihood(
  returns: Float64Array,
  before: number,
  p: Parameters,
  variances: Float64Array,
  each?: Float64Array,
): number {
  const { nu } = p
  const constant =
    nu === null
      ? -0.5 * Math.log(2 * Math.PI)
      : logGamma((nu + 1) / 2) - logGamma(nu / 2) - 0.5 * Math.log(Math.PI * (nu - 2))
  let h = p.omega + (p.alpha + p.gamma / 2 + p.beta) * before
  let total = 0
  for (let t = 0; t < returns.length; t++) {
    const e = returns[t] - p.mu
    if (t > 0) {
      const last = returns[t - 1] - p.mu
      h = p.omega + (p.alpha + (last < 0 ? p.gamma : 0)) * last * last + p.beta * h
    }
    variances[t] = h
    const square = (e * e) / h
    const term =
      constant - 0.5 * Math.log(h) - (nu === null ? 0.5 * square : ((nu + 1) / 2) * Math.log1p(square / (nu - 2)))
    if (each) each[t] = term
    total += term
  }
  return total
}

function backcast(returns: Float64Array, centre: number): number {
  const count = Math.min(75, returns.length)
  let weight = 1
  let weights = 0
  let sum = 0
  for (let t = 0; t < count; t++) {
    sum += weight * (returns[t] - centre) ** 2
    weights += weight
    weight *= 0.94
  }
  return sum / weights
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x))
const logit = (p: number) => Math.log(p / (1 - p))

/** Exponentially weighted variance (RiskMetrics 1996), started from the variance of all; one value a return, last = next. */
export function ewmaVariance(returns: Float64Array, lambda = 0.94): Float64Array {
  const out = new Float64Array(returns.length + 1)
  out[0] = variance(returns, 0)
  for (let t = 0; t < returns.length; t++) out[t + 1] = lambda * out[t] + (1 - lambda) * returns[t] * returns[t]
  return out
}
