import { mean, variance } from '#lib/stats/columns.ts'
import { normalCdf, normalQuantile } from '#lib/stats/distributions.ts'

/** Shape of a series of returns, as the probabilistic Sharpe ratio needs it. */
export interface SharpeShape {
  readonly n: number
  /** Mean over standard deviation (n − 1) of one bar, not annualised. */
  readonly ratio: number
  /** Population skew. */
  readonly skew: number
  /** Raw population kurtosis: 3 for the normal. Excess kurtosis here is a widespread mistake. */
  readonly kurtosis: number
}

/**
 * Null when there are fewer than two returns or they do not vary.
 * @param hurdle what a bar without risk returns; the ratio is that of what is above it.
 */
export function sharpeShape(returns: ArrayLike<number>, hurdle = 0): SharpeShape | null {
  const n = returns.length
  if (n < 2) return null
  const centre = mean(returns)
  let second = 0
  let third = 0
  let fourth = 0
  for (let i = 0; i < n; i++) {
    const d = returns[i] - centre
    const square = d * d
    second += square
    third += square * d
    fourth += square * square
  }
  if (!(second > 0)) return null
  const population = second / n
  return {
    n,
    ratio: (centre - hurdle) / Math.sqrt(second / (n - 1)),
    skew: third / n / population ** 1.5,
    kurtosis: fourth / n / population ** 2,
  }
}

const spread = ({ ratio, skew, kurtosis }: SharpeShape) =>
  Math.sqrt(Math.max(1e-300, 1 - skew * ratio + ((kurtosis - 1) / 4) * ratio * ratio))

/**
 * Probability that the true Sharpe ratio exceeds `benchmark` (both per bar): Φ((SR − SR*) √(n−1) / √(1 − γ₃SR + (γ₄−1)/4 SR²)).
 * Bailey & López de Prado 2012, Journal of Risk 15(2).
 */
export function probabilisticSharpe(shape: SharpeShape, benchmark = 0): number {
  return normalCdf(((shape.ratio - benchmark) * Math.sqrt(shape.n - 1)) / spread(shape))
}

/** Bars needed before SR > benchmark can be said with `confidence`; null when SR does not exceed it. */
export function minimumTrackRecord(shape: SharpeShape, benchmark = 0, confidence = 0.95): number | null {
  if (shape.ratio <= benchmark) return null
  return 1 + spread(shape) ** 2 * (normalQuantile(confidence) / (shape.ratio - benchmark)) ** 2
}

const eulerMascheroni = 0.5772156649015329

/** Expected maximum of `n` independent standard normals, by the False Strategy theorem. 0 for one trial. */
export function expectedMaximum(n: number): number {
  if (n <= 1) return 0
  return (1 - eulerMascheroni) * normalQuantile(1 - 1 / n) + eulerMascheroni * normalQuantile(1 - 1 / (n * Math.E))
}

export interface DeflatedSharpe {
  /** Probability that the best trial's ratio is more than luck among that many trials. */
  readonly probability: number
  /** What the best of that many trials without skill would show, per bar. */
  readonly threshold: number
  readonly trials: number
  readonly effectiveTrials: number
}

/**
 * Deflated Sharpe ratio (Bailey & López de Prado 2014, Journal of Portfolio Management 40(5)): the probabilistic ratio
 * against the maximum that chance alone would give. `trialRatios` are the Sharpe ratios of all trials, per bar;
 * `effectiveTrials` counts them as if independent (default: all of them).
 */
export function deflatedSharpe(
  best: SharpeShape,
  trialRatios: ArrayLike<number>,
  effectiveTrials = trialRatios.length,
): DeflatedSharpe {
  const threshold = trialRatios.length < 2 ? 0 : Math.sqrt(variance(trialRatios)) * expectedMaximum(effectiveTrials)
  return { probability: probabilisticSharpe(best, threshold), threshold, trials: trialRatios.length, effectiveTrials }
}
