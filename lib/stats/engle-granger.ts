import { Fault } from '#lib/fault.ts'
import { type DickeyFuller, dickeyFuller } from './adf.ts'
import { line } from './line.ts'
import { mackinnonCritical, mackinnonP } from './mackinnon.ts'

export interface EngleGranger {
  readonly ok: true
  /** t statistic of the residuals' unit-root regression. */
  readonly stat: number
  readonly p: number
  /** At 1, 5 and 10 %. */
  readonly crit: [number, number, number]
  readonly alpha: number
  readonly beta: number
  readonly r2: number
  /** Lagged differences used. */
  readonly lags: number
  readonly residuals: Float64Array
}

export interface EngleGrangerRefused {
  readonly ok: false
  readonly reason: string
}

export interface EngleGrangerOptions {
  /** Chosen by a criterion, or fixed. Default `aic`. */
  readonly lags?: 'aic' | 'bic' | number
  /** Names for the reason when the pair is refused. */
  readonly names?: readonly [string, string]
}

/** Above this R² one column is the other up to rounding: the residuals are noise of the format, not a spread. */
export const collinearR2 = 1 - 100 * Math.sqrt(Number.EPSILON)

/**
 * Engle–Granger test of cointegration (Engle & Granger 1987): y on a constant and x, then a unit-root test of the
 * residuals *without* a constant, p-value of MacKinnon for two series. The direction matters: decide it beforehand or
 * correct for having tried both.
 * @param y, x levels (log prices), one length, finite. Refused with a reason when nearly collinear or constant.
 */
export function engleGranger(
  y: Float64Array,
  x: Float64Array,
  options: EngleGrangerOptions = {},
): EngleGranger | EngleGrangerRefused {
  const [nameY, nameX] = options.names ?? ['y', 'x']
  const lags = options.lags ?? 'aic'
  const fit = line(y, x)
  if (!Number.isFinite(fit.beta)) return { ok: false, reason: `${nameX} is constant` }
  if (Number.isNaN(fit.r2)) return { ok: false, reason: `${nameY} is constant` }
  if (fit.r2 >= collinearR2) {
    return { ok: false, reason: `${nameY} and ${nameX} are nearly collinear (R² ${fit.r2.toFixed(8)})` }
  }
  const fixed = typeof lags === 'number'
  const longest = Math.floor(y.length / 2) - 1
  if (fixed && lags > longest) return { ok: false, reason: `${lags} lags do not fit ${y.length} bars` }
  let test: DickeyFuller
  try {
    test = dickeyFuller(fit.residuals, { trend: 'n', maxLag: fixed ? lags : null, selection: fixed ? null : lags })
  } catch (error) {
    if (error instanceof Fault) return { ok: false, reason: `residuals of ${nameY} on ${nameX}: ${error.message}` }
    throw error
  }
  const { stat, lags: used } = test
  return {
    ok: true,
    stat,
    p: mackinnonP(stat, 'c', 2),
    crit: mackinnonCritical('c', 2, y.length - 1),
    alpha: fit.alpha,
    beta: fit.beta,
    r2: fit.r2,
    lags: used,
    residuals: fit.residuals,
  }
}
