import { Fault } from '#lib/fault.ts'
import { deviation, mean } from './columns.ts'
import { columnOf, crossProduct, eigenSymmetric, fromColumns, matrix } from './matrix.ts'
import { ols } from './ols.ts'
import { fitOrnsteinUhlenbeck } from './ornstein-uhlenbeck.ts'

export interface Components {
  /** Of the correlation matrix, largest first. */
  readonly eigenvalues: Float64Array
  /** Share of the variance. */
  readonly explained: Float64Array
  /** One column a component, its largest entry positive. */
  readonly loadings: readonly Float64Array[]
  /** Standardised columns times loadings, one column a component. */
  readonly factors: readonly Float64Array[]
  /** Components beyond what noise alone would give, (1 + √(p/n))² (Marchenko & Pastur 1967). */
  readonly significant: number
}

/** Principal components of columns, each standardised by its population deviation. */
export function principalComponents(columns: readonly Float64Array[], count = columns.length): Components {
  const n = columns[0]?.length ?? 0
  const p = columns.length
  if (p < 2 || n < 3) throw new Fault('input', `${p} columns of ${n} values are too few for principal components`)
  const standard = columns.map((column, k) => {
    const m = mean(column)
    const sd = deviation(column, 0)
    if (!(sd > 0)) throw new Fault('input', `column ${k + 1} is constant`)
    return column.map((value) => (value - m) / sd)
  })
  const data = fromColumns(standard)
  const correlation = crossProduct(data, data)
  const { values, vectors } = eigenSymmetric(
    matrix(
      p,
      p,
      correlation.data.map((value) => value / n),
    ),
  )
  const loadings = Array.from({ length: Math.min(count, p) }, (_, k) => signed(columnOf(vectors, k)))
  return {
    eigenvalues: values,
    explained: values.map((value) => value / p),
    loadings,
    factors: loadings.map((w) =>
      Float64Array.from({ length: n }, (_, t) => standard.reduce((sum, column, i) => sum + column[t] * w[i], 0)),
    ),
    significant: values.filter((value) => value > (1 + Math.sqrt(p / n)) ** 2).length,
  }
}

function signed(vector: Float64Array): Float64Array {
  let at = 0
  for (let i = 1; i < vector.length; i++) if (Math.abs(vector[i]) > Math.abs(vector[at])) at = i
  return vector[at] < 0 ? vector.map((value) => -value) : vector
}

export interface ResidualScore {
  /** Last cumulative residual from its mean, in stationary deviations. Null where it does not return. */
  readonly score: number | null
  /** Speed of return a year. */
  readonly kappa: number | null
  /** Fast enough for the window: half a window or less to return (κ > 252/(window/2)). */
  readonly tradable: boolean
}

/**
 * Statistical arbitrage against principal components (Avellaneda & Lee 2010): returns less their regression on the
 * leading factor returns, cumulated, as an Ornstein–Uhlenbeck process.
 * @param returns columns of one window. @param count factors. @param barsPerYear for κ.
 */
export function residualScores(returns: readonly Float64Array[], count: number, barsPerYear = 252): ResidualScore[] {
  const { loadings } = principalComponents(returns, count)
  const sds = returns.map((column) => deviation(column, 0))
  const n = returns[0].length
  // Eigenportfolios hold each name in inverse proportion to its volatility.
  const factors = loadings.map((w) =>
    Float64Array.from({ length: n }, (_, t) =>
      returns.reduce((sum, column, i) => sum + (w[i] / sds[i]) * column[t], 0),
    ),
  )
  const fits = returns.map((column) => {
    let total = 0
    return fitOrnsteinUhlenbeck(
      ols(column, factors).residuals.map((e) => (total += e)),
      1 / barsPerYear,
    )
  })
  const centre = mean(fits.filter((fit) => fit !== null).map((fit) => fit.mu))
  return fits.map((fit) => {
    if (fit === null) return { score: null, kappa: null, tradable: false }
    // Cumulated residuals end at zero by construction, so the score is the distance of zero from the mean.
    return {
      score: -(fit.mu - centre) / fit.stationarySd,
      kappa: fit.theta,
      tradable: fit.theta > barsPerYear / (n / 2),
    }
  })
}
