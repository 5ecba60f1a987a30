import { Fault } from '#lib/fault.ts'
import { longRunVariance } from './long-run.ts'
import { mackinnonCritical, mackinnonP, type Trend } from './mackinnon.ts'
import { ols } from './ols.ts'

export interface PhillipsPerron {
  /** Z(t): the t statistic with the autocorrelation taken out. */
  readonly stat: number
  /** Z(ρ): the same of n(ρ − 1). */
  readonly zRho: number
  readonly p: number
  readonly lags: number
  readonly crit: [number, number, number]
}

/**
 * Unit-root test of Phillips & Perron (1988), in the form of Hamilton (1994), section 17.6: no lagged differences, the
 * long-run variance corrects instead. Lags default to ⌈12 (n/100)^¼⌉.
 */
export function phillipsPerron(series: Float64Array, trend: 'n' | 'c' | 'ct' = 'c', lags?: number): PhillipsPerron {
  const n = series.length - 1
  if (n < 10) throw new Fault('input', `${series.length} values are too few for a Phillips–Perron test`)
  const used = lags ?? Math.ceil(12 * (n / 100) ** 0.25)
  if (!(used >= 0 && used < n)) throw new Fault('input', `${used} lags do not fit ${n} differences`)
  const level = series.slice(0, -1)
  const time = Float64Array.from({ length: n }, (_, i) => (2 * i) / (n - 1) - 1)
  const regressors = trend === 'ct' ? [level, time] : [level]
  const fit = ols(series.slice(1), regressors, trend !== 'n')
  const at = trend === 'n' ? 0 : 1
  const rho = fit.params[at]
  const sigma = fit.se[at]
  const gamma0 = fit.ssr / n
  const lambda2 = longRunVariance(fit.residuals, used)
  const stat =
    Math.sqrt(gamma0 / lambda2) * ((rho - 1) / sigma) -
    (0.5 * (lambda2 - gamma0) * n * sigma) / Math.sqrt(lambda2 * fit.sigma2)
  return {
    stat,
    zRho: n * (rho - 1) - (0.5 * n * n * sigma * sigma * (lambda2 - gamma0)) / fit.sigma2,
    p: mackinnonP(stat, trend as Trend),
    lags: used,
    crit: mackinnonCritical(trend as Trend, 1, n),
  }
}
