import type { BacktestMetrics, BacktestRequest, BacktestTrade } from '#lib/contracts/backtests.ts'
import type { Bars } from '#lib/contracts/bars.ts'
import type { Parameters } from '#lib/contracts/studies.ts'
import { barsPerYear as barsPerYearOf } from '#lib/market/calendar.ts'
import { returnMetrics } from '#lib/metrics/returns.ts'
import { strategies } from '#lib/strategies/index.ts'
import type { SymbolBars } from './data.ts'
import type { Instruments } from './desk-of.ts'
import { backtest } from './run.ts'

/** One strategy with one set of parameters over one stretch, warmed up on the bars before it. */
export interface Stretch {
  readonly metrics: BacktestMetrics
  readonly trades: readonly BacktestTrade[]
  /** One return a bar of the stretch. */
  readonly returns: Float64Array
}

export type Simulate = (params: Parameters, from: number, to: number) => Stretch

/**
 * Runs stretches of an aligned panel through the event engine. The bars before a stretch warm the strategy up; since no
 * strategy decides before it is warm, its first decision falls on the stretch's first bar, and it starts flat.
 */
export function simulator(
  request: BacktestRequest,
  bars: readonly SymbolBars[],
  instruments: Instruments = {},
): Simulate {
  const strategy = strategies.get(request.strategy)
  const { riskFree } = request
  const barsPerYear = bars.length > 0 ? barsPerYearOf(bars[0].bars.ts, request.timeframe) : 0
  return (params, from, to) => {
    const parsed = strategies.parse(request.strategy, { ...request.params, ...params })
    const warmup = strategy.warmup(parsed as never)
    const first = Math.max(0, from - warmup)
    const part = bars.map(({ symbol, bars: all }) => ({ symbol, bars: slice(all, first, to) }))
    const report = backtest({
      ...instruments,
      request: { ...request, params: parsed, from: undefined, to: undefined },
      bars: part,
      dataHash: '',
      codeVersion: '',
    })
    const equity = report.equity.equity
    const lead = from - first
    const returns = new Float64Array(to - from)
    for (let i = 0; i < returns.length; i++) {
      const at = lead + i
      returns[i] = equity[at] / (at === 0 ? request.capital : equity[at - 1]) - 1
    }
    return { metrics: withoutLead(report.metrics, returns, { barsPerYear, riskFree }), trades: report.trades, returns }
  }
}

/** The figures of the stretch alone: the bars that warmed it up are none of it. */
function withoutLead(
  metrics: BacktestMetrics,
  returns: Float64Array,
  options: { barsPerYear: number; riskFree: number },
): BacktestMetrics {
  const r = returnMetrics(returns, options)
  const stretched = metrics.bars / Math.max(1, returns.length)
  return {
    ...metrics,
    bars: returns.length,
    barsPerYear: options.barsPerYear,
    totalReturn: r.totalReturn,
    annualReturn: r.annualReturn,
    volatilityAnnual: r.volatilityAnnual,
    sharpeAnnual: r.sharpeAnnual,
    sharpeCi: r.sharpeCi,
    sortinoAnnual: r.sortinoAnnual,
    calmar: r.calmar,
    maxDrawdown: r.maxDrawdown,
    maxDrawdownBars: r.maxDrawdownBars,
    exposure: Math.min(1, metrics.exposure * stretched),
    turnoverAnnual: metrics.turnoverAnnual * stretched,
  }
}

export function slice(bars: Bars, from: number, to: number): Bars {
  const part = (column: Float64Array | null) => column?.subarray(from, to) ?? null
  return {
    ts: bars.ts.subarray(from, to),
    open: part(bars.open),
    high: part(bars.high),
    low: part(bars.low),
    close: bars.close.subarray(from, to),
    volume: part(bars.volume),
  }
}
