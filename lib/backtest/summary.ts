import type { BacktestMetrics, BacktestTrade } from '#lib/contracts/backtests.ts'
import { returnMetrics } from '#lib/metrics/returns.ts'

export interface RunFigures {
  readonly equity: Float64Array
  readonly capital: number
  readonly trades: readonly BacktestTrade[]
  readonly barsPerYear: number
  readonly riskFree: number
  /** Bars that ended with a position. */
  readonly exposedBars: number
  readonly traded: number
  readonly costs: number
}

/** The figures of a run, from its equity after each bar and its closed round trips. */
export function summarise(run: RunFigures): BacktestMetrics {
  const { equity, barsPerYear } = run
  const bars = equity.length
  const returns = new Float64Array(bars)
  let total = 0
  for (let i = 0; i < bars; i++) {
    returns[i] = equity[i] / (i === 0 ? run.capital : equity[i - 1]) - 1
    total += equity[i]
  }
  const r = returnMetrics(returns, { barsPerYear, riskFree: run.riskFree })
  const closed = run.trades.filter((trade) => trade.exitKind !== 'END')
  const sumOf = (pick: (trade: BacktestTrade) => number) => closed.reduce((sum, trade) => sum + pick(trade), 0)
  const won = sumOf((trade) => Math.max(0, trade.pnl))
  const lost = sumOf((trade) => Math.max(0, -trade.pnl))
  const beforeCosts = equity.length > 0 ? equity[bars - 1] - run.capital + run.costs : 0
  return {
    bars,
    barsPerYear,
    totalReturn: r.totalReturn,
    annualReturn: r.annualReturn,
    volatilityAnnual: r.volatilityAnnual,
    sharpeAnnual: r.sharpeAnnual,
    sharpeCi: r.sharpeCi,
    sortinoAnnual: r.sortinoAnnual,
    calmar: r.calmar,
    maxDrawdown: r.maxDrawdown,
    maxDrawdownBars: r.maxDrawdownBars,
    trades: closed.length,
    winRate: closed.length > 0 ? closed.filter((trade) => trade.pnl > 0).length / closed.length : null,
    profitFactor: lost > 0 ? won / lost : null,
    expectancyBps: closed.length > 0 ? sumOf((trade) => trade.netBps) / closed.length : null,
    exposure: bars > 0 ? run.exposedBars / bars : 0,
    turnoverAnnual: bars > 0 ? (run.traded / (total / bars)) * (barsPerYear / bars) : 0,
    costShare: beforeCosts > 0 ? run.costs / beforeCosts : null,
    totalCosts: run.costs,
  }
}
