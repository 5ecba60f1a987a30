import { Fault } from '#lib/fault.ts'
import { mackinnonCritical, mackinnonP, type Trend } from './mackinnon.ts'
import { orthogonalise } from './orthogonal.ts'

export type LagSelection = 'aic' | 'bic' | 't-stat'

export interface DickeyFullerOptions {
  /** Deterministic terms. Default `c`. */
  readonly trend?: Trend
  /** Largest number of lagged differences, or the number itself when nothing is selected. Default ⌈12 (n/100)^¼⌉. */
  readonly maxLag?: number | null
  /** How the number of lags is chosen; null: `maxLag` is used as it is. Default `aic`. */
  readonly selection?: LagSelection | null
}

export interface DickeyFuller {
  /** t statistic of the lagged level. */
  readonly stat: number
  readonly lags: number
  /** Observations in the final regression. */
  readonly nobs: number
  /** Best value of the criterion; null when the lag was given. */
  readonly criterion: number | null
}

export interface Adf extends DickeyFuller {
  readonly p: number
  /** At 1, 5 and 10 %. */
  readonly crit: [number, number, number]
}

/** Two-sided 10 % of the normal: the level at which the last lag must be significant under `t-stat`. */
const lastLagStop = 1.6448536269514722

const trendTerms: Record<Trend, number> = { n: 0, c: 1, ct: 2, ctt: 3 }

/**
 * Augmented Dickey–Fuller test of a unit root (Dickey & Fuller 1979; Said & Dickey 1984), p-values and critical values
 * of MacKinnon (1994, 2010). The number of lags is chosen on one common sample, then the regression is run again on the
 * longer sample that this number allows, as statsmodels `adfuller` does.
 * @param series levels, oldest first. @throws Fault `input` for a series that is too short, constant or not finite.
 */
export function adf(series: Float64Array, options: DickeyFullerOptions = {}): Adf {
  const trend = options.trend ?? 'c'
  const result = dickeyFuller(series, options)
  return { ...result, p: mackinnonP(result.stat, trend), crit: mackinnonCritical(trend, 1, result.nobs) }
}

/** Largest lag by Schwert's (1989) rule, never more than the sample can carry. */
export function defaultMaxLag(n: number, trend: Trend): number {
  return Math.min(Math.floor(n / 2) - trendTerms[trend] - 1, Math.ceil(12 * (n / 100) ** 0.25))
}

/** The regression of the test without its p-value: residuals of a cointegrating regression need another one. */
export function dickeyFuller(series: Float64Array, options: DickeyFullerOptions = {}): DickeyFuller {
  const trend = options.trend ?? 'c'
  const selection = options.selection === undefined ? 'aic' : options.selection
  const n = series.length
  const longest = Math.floor(n / 2) - trendTerms[trend] - 1
  const maxLag = options.maxLag ?? defaultMaxLag(n, trend)
  if (longest < 0) throw new Fault('input', `${n} values are too few for a Dickey–Fuller test`)
  if (!Number.isInteger(maxLag) || maxLag < 0 || maxLag > longest) {
    throw new Fault('input', `${maxLag} lags do not fit ${n} values: 0 to ${longest} are possible`)
  }
  checkLevels(series)
  if (selection === null) return { ...refit(series, trend, maxLag), criterion: null }
  const chosen = selectLag(series, trend, maxLag, selection)
  return { ...refit(series, trend, chosen.lag), criterion: chosen.value }
}

function checkLevels(series: Float64Array): void {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = 0; i < series.length; i++) {
    const value = series[i]
    if (!Number.isFinite(value)) throw new Fault('input', `value ${i + 1} of the series is not a finite number`)
    if (value < low) low = value
    if (value > high) high = value
  }
  if (low === high) throw new Fault('input', 'the series is constant')
}

/** Best lag on the sample that the largest lag leaves: one nested orthogonalisation gives every model. */
function selectLag(
  series: Float64Array,
  trend: Trend,
  maxLag: number,
  selection: LagSelection,
): { lag: number; value: number } {
  const terms = trendTerms[trend]
  const rows = series.length - 1 - maxLag
  const columns = terms + 1 + maxLag
  const data = new Float64Array(rows * columns)
  trendColumns(data, rows, terms)
  levelColumn(data, terms * rows, series, rows)
  for (let lag = 1; lag <= maxLag; lag++) lagColumn(data, (terms + lag) * rows, series, rows, lag)
  const y = new Float64Array(rows)
  lagColumn(y, 0, series, rows, 0)
  const { ssr, projection, dependent } = orthogonalise({ rows, data }, columns, y)
  if (dependent >= 0) throw new Fault('input', `${columns} regressors are linearly dependent over ${rows} values`)
  if (selection === 't-stat') {
    for (let lag = maxLag; ; lag--) {
      const k = terms + 1 + lag
      const t = Math.abs(projection[k - 1]) / Math.sqrt(ssr[k - 1] / (rows - k))
      if (t >= lastLagStop || lag === 0) return { lag, value: t }
    }
  }
  const perTerm = selection === 'aic' ? 2 : Math.log(rows)
  let lag = 0
  let value = Number.POSITIVE_INFINITY
  for (let candidate = 0; candidate <= maxLag; candidate++) {
    const k = terms + 1 + candidate
    const criterion = rows * (Math.log(2 * Math.PI) + Math.log(ssr[k - 1] / rows) + 1) + perTerm * k
    if (criterion < value) {
      value = criterion
      lag = candidate
    }
  }
  return { lag, value }
}

/** The final regression, with the level as the last column so that its t statistic needs no back substitution. */
function refit(series: Float64Array, trend: Trend, lags: number): Omit<DickeyFuller, 'criterion'> {
  const terms = trendTerms[trend]
  const rows = series.length - 1 - lags
  const columns = terms + 1 + lags
  const data = new Float64Array(rows * columns)
  trendColumns(data, rows, terms)
  for (let lag = 1; lag <= lags; lag++) lagColumn(data, (terms + lag - 1) * rows, series, rows, lag)
  levelColumn(data, (columns - 1) * rows, series, rows)
  const y = new Float64Array(rows)
  lagColumn(y, 0, series, rows, 0)
  const { ssr, projection, dependent } = orthogonalise({ rows, data }, columns, y)
  if (dependent >= 0) throw new Fault('input', `${columns} regressors are linearly dependent over ${rows} values`)
  return { stat: projection[columns - 1] / Math.sqrt(ssr[columns - 1] / (rows - columns)), lags, nobs: rows }
}

/** Constant, trend and its square, the trend scaled to [−1, 1]: the same space, far better conditioned. */
function trendColumns(data: Float64Array, rows: number, terms: number): void {
  for (let i = 0; i < rows; i++) {
    const t = rows > 1 ? (2 * i) / (rows - 1) - 1 : 0
    if (terms > 0) data[i] = 1
    if (terms > 1) data[rows + i] = t
    if (terms > 2) data[2 * rows + i] = t * t
  }
}

/** Level of the bar before, for the last `rows` differences. */
function levelColumn(data: Float64Array, at: number, series: Float64Array, rows: number): void {
  const from = series.length - rows - 1
  for (let i = 0; i < rows; i++) data[at + i] = series[from + i]
}

/** Differences `lag` bars back; lag 0 is the left-hand side. */
function lagColumn(data: Float64Array, at: number, series: Float64Array, rows: number, lag: number): void {
  const from = series.length - rows - lag
  for (let i = 0; i < rows; i++) data[at + i] = series[from + i] - series[from + i - 1]
}
