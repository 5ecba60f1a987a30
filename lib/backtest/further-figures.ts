import type { BacktestTrade, EquityCurve } from '#lib/contracts/backtests.ts'
import type { FurtherFigures } from '#lib/contracts/evidence.ts'
import { returnMetrics, tailMetrics } from '#lib/metrics/returns.ts'
import { deviation, mean } from '#lib/stats/columns.ts'

/**
 * What the ratio of one bar is multiplied by for a year of `q` bars: q / √(q + 2 Σₖ (q − k) ρₖ) (Lo 2002, Financial
 * Analysts Journal 58(4)). √q without autocorrelation; null when the correlations leave no variance.
 */
export function loScale(q: number, autocorrelations: readonly number[]): number | null {
  const sum = autocorrelations.reduce((total, rho, i) => total + 2 * (q - i - 1) * rho, q)
  return sum > 0 ? q / Math.sqrt(sum) : null
}

/** Annual Sharpe ratio with five autocorrelations; null without variation. */
export function sharpeLo(returns: Float64Array, barsPerYear: number, hurdle = 0): number | null {
  const sd = returns.length > 7 ? deviation(returns) : 0
  if (!(sd > 0)) return null
  const scale = loScale(
    barsPerYear,
    [1, 2, 3, 4, 5].map((lag) => autocorrelation(returns, lag)),
  )
  return scale && ((mean(returns) - hurdle) / sd) * scale
}

/** Sample autocorrelation about one mean, divisor n. */
function autocorrelation(values: Float64Array, lag: number): number {
  const centre = mean(values)
  let [cross, square] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    square += (values[i] - centre) ** 2
    if (i >= lag) cross += (values[i] - centre) * (values[i - lag] - centre)
  }
  return cross / square
}

/** All the usual figures beyond those of a list, from the returns, the closed round trips and the exposure. */
export function furtherFigures(
  returns: Float64Array,
  trades: readonly BacktestTrade[],
  curve: Pick<EquityCurve, 'exposure'>,
  { barsPerYear, riskFree, hurdle }: { barsPerYear: number; riskFree: number; hurdle: number },
): FurtherFigures {
  const r = returnMetrics(returns, { barsPerYear, riskFree })
  const moves = returns.some((value) => value !== 0)
  const five = moves ? tailMetrics(returns, 0.05, r, barsPerYear) : null
  const one = moves ? tailMetrics(returns, 0.01, r, barsPerYear) : null
  const nets = Float64Array.from(trades, ({ netBps }) => netBps)
  const wins = nets.filter((value) => value > 0)
  const losses = nets.filter((value) => value < 0)
  const spread = nets.length > 1 ? deviation(nets) : 0
  return {
    meanAnnual: r.meanAnnual,
    omega: r.omega,
    ulcer: r.ulcer,
    martin: r.martin,
    gainToPain: r.gainToPain,
    recovery: r.recovery,
    averageDrawdown: r.averageDrawdown,
    longestUnderWater: r.longestUnderWater,
    varHistorical95: five?.varHistorical ?? null,
    varHistorical99: one?.varHistorical ?? null,
    cvarHistorical95: five?.cvarHistorical ?? null,
    cvarHistorical99: one?.cvarHistorical ?? null,
    varNormal95: five?.varNormal ?? null,
    cvarNormal95: five?.cvarNormal ?? null,
    varCornishFisher95: five?.varCornishFisher ?? null,
    tailRatio: five?.tailRatio ?? null,
    skew: r.skew,
    kurtosisExcess: r.kurtosisExcess,
    jarqueBera: r.jarqueBera,
    stability: r.stability,
    kelly: r.kelly,
    payoff: wins.length > 0 && losses.length > 0 ? mean(wins) / -mean(losses) : null,
    sqn: spread > 0 ? (Math.sqrt(nets.length) * mean(nets)) / spread : null,
    sharpeLo: sharpeLo(returns, barsPerYear, hurdle),
    capitalUtilisation: curve.exposure.length > 0 ? mean(curve.exposure) : null,
  }
}
