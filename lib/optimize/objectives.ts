import type { BacktestMetrics } from '#lib/contracts/backtests.ts'

export interface Objective {
  readonly name: string
  readonly title: string
  /** A ratio that counts less below twenty trades. */
  readonly weighed: boolean
  /** Larger is better; null: this run cannot be judged and is never chosen. */
  score(metrics: BacktestMetrics): number | null
}

/** A ratio from a handful of trades is luck: it counts in full from twenty on (Jesse shrinks by trades, too). */
const enough = ({ trades }: BacktestMetrics) => Math.min(1, Math.log(1 + trades) / Math.log(21))
const weighed = (value: number | null, metrics: BacktestMetrics) =>
  value === null ? null : value > 0 ? value * enough(metrics) : value

const list: readonly Objective[] = [
  { name: 'sharpe', title: 'Sharpe ratio', weighed: true, score: (m) => weighed(m.sharpeAnnual, m) },
  { name: 'sortino', title: 'Sortino ratio', weighed: true, score: (m) => weighed(m.sortinoAnnual, m) },
  { name: 'calmar', title: 'Calmar ratio', weighed: true, score: (m) => weighed(m.calmar, m) },
  { name: 'return', title: 'Total return', weighed: false, score: (m) => m.totalReturn },
  {
    name: 'drawdown',
    title: 'Smallest drawdown',
    weighed: false,
    score: (m) => (m.trades > 0 ? -m.maxDrawdown : null),
  },
  { name: 'profit-factor', title: 'Profit factor', weighed: true, score: (m) => weighed(m.profitFactor, m) },
]

export const objectives: ReadonlyMap<string, Objective> = new Map(list.map((objective) => [objective.name, objective]))
