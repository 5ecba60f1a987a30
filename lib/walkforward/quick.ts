import type { Panel } from '#lib/backtest/data.ts'
import type { Instruments } from '#lib/backtest/desk-of.ts'
import type { PairParams } from '#lib/backtest/fast/pair-signals.ts'
import { fastPanel, fastTerms, needsEngine } from '#lib/backtest/fast/run.ts'
import { pairSweep } from '#lib/backtest/fast/sweep.ts'
import type { BacktestMetrics, BacktestRequest } from '#lib/contracts/backtests.ts'
import type { Parameters } from '#lib/contracts/studies.ts'
import { hurdleOf } from '#lib/metrics/returns.ts'
import type { Objective } from '#lib/optimize/objectives.ts'
import { strategies } from '#lib/strategies/index.ts'

/** Objectives that need no more than a sweep knows. */
const known = new Set(['sharpe', 'return', 'drawdown', 'calmar'])

/**
 * Scores of many parameter sets over a stretch by the compiled sweep, equal to those of the event engine within 1e-9.
 * Undefined where only the engine knows the answer: its volume or margin was short.
 */
export type QuickScores = (grid: readonly Parameters[], from: number, to: number) => (number | null | undefined)[]

/**
 * The sweep of a request, or null when it has none: another strategy or objective, cost models or orders of its own, steps
 * of quantity or price, funding, several currencies, series that end early.
 */
export function quickScores(
  request: BacktestRequest,
  panel: Panel,
  objective: Objective,
  barsPerYear: number,
  { lots, ticks, perpetual, currencies, detail }: Instruments = {},
): QuickScores | null {
  const { strategy, execution, params, capital } = request
  const hasFunding = perpetual?.some((symbol) => panel.symbols.includes(symbol)) ?? false
  const isMixed = new Set(panel.symbols.map((symbol) => currencies?.[symbol])).size > 1
  if (strategy !== 'pairs-zscore' || !known.has(objective.name) || panel.ended.length > 0) return null
  if (lots || ticks || detail || hasFunding || isMixed || (execution && needsEngine(execution))) return null
  if (strategies.parse(strategy, params).hedge !== 'rolling-ols') return null
  const sweep = pairSweep(fastPanel(panel, request.fillModel), fastTerms(request))
  if (!sweep) return null
  const hurdle = hurdleOf(request.riskFree, barsPerYear)
  return (grid, from, to) => {
    const rows = sweep.run(
      grid.map((one) => strategies.parse(strategy, { ...params, ...one }) as unknown as PairParams),
      from,
      to,
    )
    const years = (to - from) / barsPerYear
    return grid.map((_, i) => {
      if (rows.sound[i] === 0) return undefined
      const totalReturn = rows.equity[i] / capital - 1
      const annualReturn = totalReturn > -1 ? (1 + totalReturn) ** (1 / years) - 1 : null
      const maxDrawdown = -rows.drawdown[i]
      const varies = rows.deviation[i] > 1e-15
      const figures: Partial<BacktestMetrics> = {
        totalReturn,
        maxDrawdown,
        trades: rows.trades[i],
        sharpeAnnual: varies ? ((rows.mean[i] - hurdle) / rows.deviation[i]) * Math.sqrt(barsPerYear) : null,
        calmar: annualReturn !== null && maxDrawdown > 0 ? annualReturn / maxDrawdown : null,
      }
      return objective.score(figures as BacktestMetrics)
    })
  }
}
