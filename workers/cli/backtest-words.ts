import type { BacktestMetrics } from '#lib/contracts/backtests.ts'
import { fixed, percent, printTable } from './output.ts'

/** The figures of a run as a table. */
export function printMetrics(m: BacktestMetrics): void {
  printTable(
    ['Figure', 'Value'],
    [
      ['Total return', percent(m.totalReturn)],
      ['Return a year', percent(m.annualReturn)],
      ['Volatility a year', percent(m.volatilityAnnual)],
      ['Sharpe ratio', fixed(m.sharpeAnnual, 2)],
      ['  95 % interval', m.sharpeCi ? `${fixed(m.sharpeCi[0], 2)} to ${fixed(m.sharpeCi[1], 2)}` : null],
      ['Sortino ratio', fixed(m.sortinoAnnual, 2)],
      ['Calmar ratio', fixed(m.calmar, 2)],
      ['Worst drawdown', percent(m.maxDrawdown)],
      ['Trades', String(m.trades)],
      ['Trades won', percent(m.winRate)],
      ['Profit factor', fixed(m.profitFactor, 2)],
      ['Net a trade', m.expectancyBps === null ? null : `${fixed(m.expectancyBps, 0)} bp`],
      ['Time in the market', percent(m.exposure)],
      ['Costs', fixed(m.totalCosts, 0)],
    ],
  )
}
