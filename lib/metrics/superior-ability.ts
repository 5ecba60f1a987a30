import { stationaryBlockLength } from '#lib/stats/block-length.ts'
import { mean, quantile } from '#lib/stats/columns.ts'
import { type Random, random } from '#lib/stats/random.ts'

export interface SuperiorAbility {
  /** Hansen's three p-values that no trial beats the benchmark. `consistent` is the one to read. */
  readonly lower: number
  readonly consistent: number
  readonly upper: number
  /** White's reality check (2000): not studentised, all trials recentred. */
  readonly realityCheck: number
  /** Trial with the largest studentised mean. */
  readonly best: number
  readonly replications: number
  readonly blockLength: number
}

export interface SuperiorAbilityOptions {
  readonly replications?: number
  /** Expected length of a block of the stationary bootstrap; default: median over the trials of the automatic choice. */
  readonly blockLength?: number
  readonly seed?: number
}

/**
 * Test for superior predictive ability (Hansen 2005, Journal of Business & Economic Statistics 23:365) of trials
 * against a benchmark, with the statistic divided by its own standard deviation as in the paper; stationary bootstrap
 * of Politis & Romano (1994). Small p: at least one trial is better than the benchmark by more than luck.
 *
 * @param excess one series a trial: its returns minus the benchmark's, all of one length.
 * @returns null without trials, with fewer than 10 bars, or when nothing varies.
 */
export function superiorAbility(
  excess: readonly ArrayLike<number>[],
  options: SuperiorAbilityOptions = {},
): SuperiorAbility | null {
  const n = excess[0]?.length ?? 0
  if (n < 10) return null
  const replications = options.replications ?? 1_000
  const blockLength =
    options.blockLength ??
    quantile(
      excess.map((series) => stationaryBlockLength(series)),
      0.5,
    )
  const means = excess.map((series) => mean(series))
  const deviations = excess.map((series, k) => Math.sqrt(longRunVariance(series, means[k], 1 / blockLength)))
  const live = deviations.flatMap((deviation, k) => (deviation > 1e-14 ? [k] : []))
  if (live.length === 0) return null

  const root = Math.sqrt(n)
  const studentised = live.map((k) => (root * means[k]) / deviations[k])
  const best = live[studentised.indexOf(Math.max(...studentised))]
  const observed = Math.max(0, ...studentised)
  const observedPlain = Math.max(...live.map((k) => root * means[k]))
  // A trial this far below the benchmark tells nothing about the best one.
  const threshold = -Math.sqrt(2 * Math.log(Math.log(n)))
  const centres = live.map((k, i) => ({
    lower: Math.max(means[k], 0),
    consistent: studentised[i] >= threshold ? means[k] : 0,
    upper: means[k],
  }))

  const draw = stationaryBlocks(n, blockLength, random(options.seed ?? 1))
  const running = live.map((k) => runningSums(excess[k]))
  const beyond = { lower: 0, consistent: 0, upper: 0, plain: 0 }
  for (let b = 0; b < replications; b++) {
    const { starts, ends, count } = draw()
    const top = { lower: 0, consistent: 0, upper: 0, plain: Number.NEGATIVE_INFINITY }
    for (const [i, k] of live.entries()) {
      // A block is one difference of running sums, however long it is.
      const sums = running[i]
      let sum = 0
      for (let j = 0; j < count; j++) sum += sums[ends[j]] - sums[starts[j]]
      const resampled = sum / n
      const scale = root / deviations[k]
      top.lower = Math.max(top.lower, (resampled - centres[i].lower) * scale)
      top.consistent = Math.max(top.consistent, (resampled - centres[i].consistent) * scale)
      top.upper = Math.max(top.upper, (resampled - centres[i].upper) * scale)
      top.plain = Math.max(top.plain, (resampled - means[k]) * root)
    }
    if (top.lower >= observed) beyond.lower += 1
    if (top.consistent >= observed) beyond.consistent += 1
    if (top.upper >= observed) beyond.upper += 1
    if (top.plain >= observedPlain) beyond.plain += 1
  }
  // (b + 1) / (B + 1): a p-value is never zero.
  const p = (count: number) => (count + 1) / (replications + 1)
  return {
    lower: p(beyond.lower),
    consistent: p(beyond.consistent),
    upper: p(beyond.upper),
    realityCheck: p(beyond.plain),
    best,
    replications,
    blockLength,
  }
}

/** Variance of √n times the mean under the stationary bootstrap with restart probability q (Politis & Romano 1994). */
function longRunVariance(series: ArrayLike<number>, centre: number, q: number): number {
  const n = series.length
  let total = 0
  for (let i = 0; i < n; i++) total += (series[i] - centre) ** 2 / n
  const longest = Math.min(n - 1, Math.ceil(8 / q))
  for (let lag = 1; lag <= longest; lag++) {
    let covariance = 0
    for (let i = lag; i < n; i++) covariance += ((series[i] - centre) * (series[i - lag] - centre)) / n
    const weight = ((n - lag) / n) * (1 - q) ** lag + (lag / n) * (1 - q) ** (n - lag)
    total += 2 * weight * covariance
  }
  return Math.max(0, total)
}

/** Sums before each bar, over the series twice behind itself: a block that goes round the end is one stretch. */
function runningSums(series: ArrayLike<number>): Float64Array {
  const n = series.length
  const sums = new Float64Array(2 * n + 1)
  for (let t = 0; t < 2 * n; t++) sums[t + 1] = sums[t] + series[t < n ? t : t - n]
  return sums
}

interface Blocks {
  readonly starts: Int32Array
  readonly ends: Int32Array
  count: number
}

/** Blocks of one resample, geometric lengths with the given mean; the arrays are used again by the next call. */
function stationaryBlocks(n: number, blockLength: number, chance: Random): () => Blocks {
  const blocks: Blocks = { starts: new Int32Array(n), ends: new Int32Array(n), count: 0 }
  const stays = Math.log(1 - Math.min(1, 1 / blockLength))
  return () => {
    blocks.count = 0
    for (let left = n; left > 0; ) {
      const start = chance.below(n)
      // The number of bars up to a restart that comes with probability 1/blockLength after each.
      const drawn = stays === Number.NEGATIVE_INFINITY ? 1 : 1 + Math.floor(Math.log(1 - chance.uniform()) / stays)
      const length = Math.min(left, drawn)
      blocks.starts[blocks.count] = start
      blocks.ends[blocks.count] = start + length
      blocks.count += 1
      left -= length
    }
    return blocks
  }
}
