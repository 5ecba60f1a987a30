import type { Gate, GateLimits, StretchFigures } from '#lib/contracts/studies.ts'
import { minimumTrackRecord } from '#lib/metrics/probabilistic-sharpe.ts'

/** Trades at which a win rate on the limit could be told from a coin, one-sided 95 %: (1.645 · ½ / (limit − ½))². */
function tradesNeeded(limit: number): number | null {
  return limit > 0.5 ? Math.ceil(((1.6448536269514722 * 0.5) / (limit - 0.5)) ** 2) : null
}

/** The declared limits against what was observed, each with the sample it would need to mean something. */
export function judgeGates(
  limits: GateLimits,
  observed: StretchFigures,
  stability: number | null,
  folds: number,
  barsPerYear: number,
): Gate[] {
  const atLimit = { n: observed.bars, ratio: limits.sharpeMin / Math.sqrt(barsPerYear), skew: 0, kurtosis: 3 }
  const needed = minimumTrackRecord(atLimit)
  return [
    {
      name: 'sharpe',
      limit: limits.sharpeMin,
      observed: observed.sharpe,
      passed: observed.sharpe !== null && observed.sharpe > limits.sharpeMin,
      needed: needed === null ? null : Math.ceil(needed),
      had: observed.bars,
      unit: 'bars',
    },
    {
      name: 'drawdown',
      limit: limits.drawdownMax,
      observed: observed.maxDrawdown,
      passed: observed.maxDrawdown < limits.drawdownMax,
      needed: null,
      had: observed.bars,
      unit: 'bars',
    },
    {
      name: 'winRate',
      limit: limits.winRateMin,
      observed: observed.winRate,
      passed: observed.winRate !== null && observed.winRate > limits.winRateMin,
      needed: tradesNeeded(limits.winRateMin),
      had: observed.trades,
      unit: 'trades',
    },
    {
      name: 'stability',
      limit: limits.stabilityMin,
      observed: stability,
      passed: stability !== null && stability > limits.stabilityMin,
      needed: null,
      had: folds,
      unit: 'folds',
    },
  ]
}
