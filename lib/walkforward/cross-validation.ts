import type { CrossValidation } from '#lib/contracts/studies.ts'
import { Fault } from '#lib/fault.ts'
import { hurdleOf } from '#lib/metrics/returns.ts'
import { quantile } from '#lib/stats/columns.ts'

export interface CrossValidationOptions {
  /** Blocks of neighbouring bars, and how many of them are the test of one split. */
  readonly groups: number
  readonly testGroups: number
  /** Bars before and after a test block that no training sees: as long as a position or a label reaches. */
  readonly purge: number
  /** Further bars after a test block that no training sees: serial dependence does not end with a position. */
  readonly embargo: number
  readonly barsPerYear: number
  readonly riskFree: number
}

/** Ways to choose k of n. */
export function choose(n: number, k: number): number {
  let ways = 1
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i
  return Math.round(ways)
}

/** All sets of `k` of `0 … n − 1`, in lexical order. */
export function combinations(n: number, k: number): number[][] {
  const out: number[][] = []
  const walk = (from: number, chosen: number[]) => {
    if (chosen.length === k) return void out.push(chosen)
    for (let i = from; i <= n - (k - chosen.length); i++) walk(i + 1, [...chosen, i])
  }
  walk(0, [])
  return out
}

/** Half-open ranges of bars of each block; lengths differ by one at most. */
export const blocksOf = (bars: number, groups: number): [number, number][] =>
  Array.from({ length: groups }, (_, g) => [Math.floor((g * bars) / groups), Math.floor(((g + 1) * bars) / groups)])

/** Bars that may train when these blocks are the test: what lies in them, near them or just behind them is left out. */
export function trainingMask(
  bars: number,
  tests: readonly (readonly [number, number])[],
  { purge, embargo }: Pick<CrossValidationOptions, 'purge' | 'embargo'>,
): Uint8Array {
  const mask = new Uint8Array(bars).fill(1)
  for (const [from, to] of tests) mask.fill(0, Math.max(0, from - purge), Math.min(bars, to + purge + embargo))
  return mask
}

/**
 * Combinatorial purged cross-validation (López de Prado 2018, Advances in Financial Machine Learning, chapters 7 and 12):
 * in every split the trial with the best Sharpe ratio on the training bars is chosen and judged on the test blocks; the
 * judged blocks are put together to φ = k/N · C(N, k) paths. With one test block it is purged k-fold, one path.
 *
 * @param returns one series a trial, all of the same length: each trial over all bars by itself.
 * @throws Fault `input` for blocks that cannot be.
 */
export function crossValidate(returns: readonly Float64Array[], options: CrossValidationOptions): CrossValidation {
  const { groups, testGroups, barsPerYear } = options
  const bars = returns[0]?.length ?? 0
  if (testGroups < 1 || testGroups >= groups)
    throw new Fault('input', `${testGroups} of ${groups} blocks cannot be the test of a split`)
  if (returns.length === 0 || bars < 4 * groups)
    throw new Fault('input', `${bars} bars are too few for ${groups} blocks`)
  const blocks = blocksOf(bars, groups)
  const sets = combinations(groups, testGroups)
  const paths = (sets.length * testGroups) / groups
  /** For each block, the trial that judged it in each split it was a test of, in the order of the splits. */
  const judges: number[][] = blocks.map(() => [])
  const hurdle = hurdleOf(options.riskFree, barsPerYear)
  for (const set of sets) {
    const mask = trainingMask(
      bars,
      set.map((g) => blocks[g]),
      options,
    )
    let best = 0
    let top = Number.NEGATIVE_INFINITY
    for (const [trial, series] of returns.entries()) {
      const ratio = ratioOf(series, mask, hurdle)
      if (ratio > top) {
        top = ratio
        best = trial
      }
    }
    for (const g of set) judges[g].push(best)
  }
  const path = new Float64Array(bars)
  const all = new Uint8Array(bars).fill(1)
  const sharpes = Array.from({ length: paths }, (_, p) => {
    for (const [g, [from, to]] of blocks.entries()) path.set(returns[judges[g][p]].subarray(from, to), from)
    const ratio = ratioOf(path, all, hurdle)
    return Number.isFinite(ratio) ? ratio * Math.sqrt(barsPerYear) : 0
  })
  const values = Float64Array.from(sharpes)
  const at = (p: number) => quantile(values, p)
  return {
    groups,
    testGroups,
    splits: sets.length,
    paths,
    sharpes,
    quantiles: [at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)],
    below: sharpes.filter((value) => value < 0).length / paths,
  }
}

function ratioOf(series: Float64Array, mask: Uint8Array, hurdle: number): number {
  let n = 0
  let sum = 0
  let squares = 0
  for (let i = 0; i < series.length; i++) {
    if (mask[i] === 0) continue
    const value = series[i] - hurdle
    n += 1
    sum += value
    squares += value * value
  }
  if (n < 2) return Number.NEGATIVE_INFINITY
  const variance = (squares - (sum * sum) / n) / (n - 1)
  // A trial that never moved is no choice.
  return variance > 1e-18 ? sum / n / Math.sqrt(variance) : Number.NEGATIVE_INFINITY
}
