import type { BacktestTrade, EquityCurve } from '#lib/contracts/backtests.ts'
import type { FurtherFigures } from '#lib/contracts/evidence.ts'
import { returnMetrics, tailMetrics } from '#lib/metrics/returns.ts'
import { deviation, mean } from '#lib/stats/columns.ts'

/**
 * √q scaling for serial correlation (Lo 2002, Financial Analysts Journal 58(4)): q / √(q + 2 Σₖ (q − k) ρₖ), five lags.
 * @returns the annual ratio; null without variation.
 */
export function sharpeLo(returns: Float64Array, barsPerYear: number, hurdle = 0): number | null {
  const n = returns.length
  const sd = n > 7 ? deviation(returns) : 0
  if (!(sd > 0)) return null
  let sum = barsPerYear
  for (let k = 1; k <= 5; k++) sum += 2 * (barsPerYear - k) * autocorrelation(returns, k)
  return sum > 0 ? (((mean(returns) - hurdle) / sd) * barsPerYear) / Math.sqrt(sum) : null
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
    varHistorical95: five?.varHistorical,
    varHistorical99: one?.varHistorical,
    cvarHistorical95: five?.cvarHistorical,
    cvarHistorical99: one?.cvarHistorical,
    varNormal95: five?.varNormal,
    cvarNormal95: five?.cvarNormal,
    varCornishFisher95: five?.varCornishFisher,
    tailRatio: five?.tailRatio,
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
