import { Fault } from '#lib/fault.ts'
import { fisherTail } from './distributions.ts'
import { longRunVariance } from './long-run.ts'
import { ols } from './ols.ts'

export interface Cusum {
  /** Largest distance of the scaled sum of residuals from zero. */
  readonly stat: number
  readonly p: number
  /** Row where it is reached. */
  readonly at: number
}

/**
 * Whether a regression stayed the same (Ploberger & Krämer 1992): the cumulative sum of its residuals is a Brownian
 * bridge if it did, so the largest excursion has Kolmogorov's distribution. For residuals of a cointegrating regression
 * give `lags`: the scale is then their long-run variance (Xiao & Phillips 2002, Journal of Econometrics 108); that β was
 * estimated from the same bars makes the excursions smaller, so the test errs towards no break.
 */
export function cusum(residuals: Float64Array, lags = 0): Cusum {
  const n = residuals.length
  const scale = Math.sqrt(n * longRunVariance(residuals, lags))
  if (!(scale > 0)) throw new Fault('input', 'the residuals are all zero')
  let sum = 0
  let stat = 0
  let at = 0
  for (let t = 0; t < n; t++) {
    sum += residuals[t]
    if (Math.abs(sum) / scale > stat) {
      stat = Math.abs(sum) / scale
      at = t
    }
  }
  return { stat, p: kolmogorovTail(stat), at }
}

/** P(sup |Brownian bridge| ≥ x). */
export function kolmogorovTail(x: number): number {
  if (x < 0.2) return 1
  let sum = 0
  for (let k = 1; k < 100; k++) {
    const term = Math.exp(-2 * k * k * x * x)
    sum += k % 2 === 1 ? term : -term
    if (term < 1e-18) break
  }
  return Math.min(1, 2 * sum)
}

export interface Chow {
  readonly f: number
  readonly p: number
}

/** Chow (1960): whether y on a constant and x is the same before row `at` and from it on. */
export function chow(y: Float64Array, x: Float64Array, at: number): Chow {
  const n = y.length
  if (at < 4 || at > n - 4) throw new Fault('input', `a break at row ${at} leaves too few of ${n} rows on one side`)
  const ssr = (from: number, to: number) => ols(y.slice(from, to), [x.slice(from, to)]).ssr
  const apart = ssr(0, at) + ssr(at, n)
  const f = (ssr(0, n) - apart) / 2 / (apart / (n - 4))
  return { f, p: fisherTail(f, 2, n - 4) }
}

/** Row in the middle 70 % with the largest Chow statistic. Its p-value must not be read off the F table: it was sought. */
export function likeliestBreak(y: Float64Array, x: Float64Array): { at: number; f: number } {
  const n = y.length
  let at = -1
  let best = 0
  for (let row = Math.ceil(0.15 * n); row <= Math.floor(0.85 * n); row++) {
    const { f } = chow(y, x, row)
    if (f > best) {
      best = f
      at = row
    }
  }
  return { at, f: best }
}
