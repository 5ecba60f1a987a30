import { quantile } from '#lib/stats/columns.ts'

export interface Overfitting {
  /** Share of splits in which the in-sample winner falls to or below the median out of sample. */
  readonly probability: number
  readonly medianLogit: number
  /** Logit of the winner's relative rank in each split, in the order of the splits. */
  readonly logits: Float64Array
  readonly splits: number
  readonly blocks: number
  readonly trials: number
}

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation (Bailey, Borwein, López de Prado,
 * Zhu 2017, Journal of Computational Finance 20(4)): the bars are cut into an even number of equal blocks, each half of
 * the blocks once chooses the trial with the best Sharpe ratio, and its rank is looked up in the other half.
 * λ = ln(ω / (1 − ω)), ω = rank / (N + 1), ties by average rank. One number is noisy: show it with the histogram.
 *
 * @param returns one series a trial, all of the same length; identical trials count once.
 * @returns null with fewer than two different trials or too few bars.
 */
export function overfitting(returns: readonly ArrayLike<number>[], blocks = 10): Overfitting | null {
  const trials = distinct(returns)
  const n = trials.length
  const length = trials[0]?.length ?? 0
  const size = Math.floor(length / blocks)
  if (n < 2 || size < 2 || blocks % 2 !== 0) return null
  // Sharpe ratios of any union of blocks follow from block sums: bars are read once.
  const sums = new Float64Array(n * blocks)
  const squares = new Float64Array(n * blocks)
  for (let k = 0; k < n; k++) {
    for (let b = 0; b < blocks; b++) {
      let sum = 0
      let square = 0
      for (let i = b * size; i < (b + 1) * size; i++) {
        const value = trials[k][i]
        sum += value
        square += value * value
      }
      sums[k * blocks + b] = sum
      squares[k * blocks + b] = square
    }
  }
  const half = (blocks / 2) * size
  const ratio = (k: number, inside: (block: number) => boolean): number => {
    let sum = 0
    let square = 0
    for (let b = 0; b < blocks; b++) {
      if (!inside(b)) continue
      sum += sums[k * blocks + b]
      square += squares[k * blocks + b]
    }
    const variance = (square - (sum * sum) / half) / (half - 1)
    return variance > 1e-30 ? sum / half / Math.sqrt(variance) : 0
  }
  const logits: number[] = []
  for (let mask = 0; mask < 2 ** blocks; mask++) {
    if (ones(mask) !== blocks / 2) continue
    const train = (b: number) => ((mask >> b) & 1) === 1
    let best = 0
    let bestRatio = Number.NEGATIVE_INFINITY
    for (let k = 0; k < n; k++) {
      const value = ratio(k, train)
      if (value > bestRatio) {
        best = k
        bestRatio = value
      }
    }
    const outside = Float64Array.from({ length: n }, (_, k) => ratio(k, (b) => !train(b)))
    let below = 0
    let equal = 0
    for (const value of outside) {
      if (value < outside[best]) below += 1
      else if (value === outside[best]) equal += 1
    }
    const rank = below + (equal + 1) / 2
    const omega = rank / (n + 1)
    logits.push(Math.log(omega / (1 - omega)))
  }
  const all = Float64Array.from(logits)
  return {
    probability: logits.filter((logit) => logit <= 0).length / logits.length,
    medianLogit: quantile(all, 0.5),
    logits: all,
    splits: logits.length,
    blocks,
    trials: n,
  }
}

function ones(mask: number): number {
  let count = 0
  for (let rest = mask; rest > 0; rest &= rest - 1) count += 1
  return count
}

function distinct(returns: readonly ArrayLike<number>[]): ArrayLike<number>[] {
  const kept: ArrayLike<number>[] = []
  for (const one of returns) {
    const twin = kept.some((other) => {
      if (other.length !== one.length) return false
      for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false
      return true
    })
    if (!twin) kept.push(one)
  }
  return kept
}

/** Twenty-one counts of logits from −5 to 5: what lies left of the middle one lost out of sample. */
export function logitHistogram(logits: Float64Array): number[] {
  const counts = new Array<number>(21).fill(0)
  for (const logit of logits) counts[Math.min(20, Math.max(0, Math.round((logit + 5) * 2)))] += 1
  return counts
}
