import type { StretchFigures, WalkForwardResult } from '#lib/contracts/studies.ts'
import { returnMetrics } from '#lib/metrics/returns.ts'

/** One symbol (or one set of legs) after its walk-forward. */
export interface Member {
  readonly name: string
  /** Asset class, or whatever groups them: equity, crypto. */
  readonly group: string
  readonly result: Pick<WalkForwardResult, 'track' | 'outOfSample' | 'passed'>
}

export interface Consistency {
  readonly group: string
  readonly members: number
  /** Members whose out-of-sample Sharpe ratio is above zero. */
  readonly positive: number
  /** Median of the members' ratios. */
  readonly medianSharpe: number | null
  /** Chance of at least so many above zero if each were a coin. Members move together, so it flatters. */
  readonly signTest: number
}

export interface Pooled {
  /** All members in equal parts, rebalanced at every bar, each from its first bar out of sample on. */
  readonly pooled: Omit<StretchFigures, 'trades' | 'winRate'>
  readonly groups: readonly Consistency[]
  readonly all: Consistency
}

/** P(X ≥ k) for n fair coins, exact by the recurrence of binomial coefficients. */
export function coinTail(k: number, n: number): number {
  let term = 0.5 ** n
  let sum = 0
  for (let i = 0; i <= n; i++) {
    if (i >= k) sum += term
    term *= (n - i) / (i + 1)
  }
  return Math.min(1, sum)
}

function consistencyOf(group: string, members: readonly Member[]): Consistency {
  const ratios = members.map(({ result }) => result.outOfSample.sharpe).filter((value) => value !== null)
  const sorted = ratios.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const median =
    sorted.length === 0 ? null : sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  const positive = ratios.filter((value) => value > 0).length
  return {
    group,
    members: members.length,
    positive,
    medianSharpe: median,
    signTest: coinTail(positive, members.length),
  }
}

/**
 * The same walk-forward over several symbols, looked at together: a rule that holds on one symbol of many was found, not
 * proved. Tracks are joined by time; a bar counts the members that have it.
 */
export function pool(members: readonly Member[], options: { barsPerYear: number; riskFree: number }): Pooled {
  const byTime = new Map<number, { sum: number; count: number }>()
  for (const { result } of members) {
    for (const [i, ts] of result.track.ts.entries()) {
      const cell = byTime.get(ts)
      if (cell) {
        cell.sum += result.track.returns[i]
        cell.count += 1
      } else byTime.set(ts, { sum: result.track.returns[i], count: 1 })
    }
  }
  const returns = [...byTime].toSorted(([a], [b]) => a - b).map(([, { sum, count }]) => sum / count)
  const metrics = returnMetrics(returns, options)
  return {
    pooled: {
      bars: returns.length,
      totalReturn: metrics.totalReturn,
      sharpe: metrics.sharpeAnnual,
      sharpeCi: metrics.sharpeCi,
      maxDrawdown: metrics.maxDrawdown,
    },
    groups: [...Map.groupBy(members, ({ group }) => group)].map(([group, own]) => consistencyOf(group, own)),
    all: consistencyOf('all', members),
  }
}
