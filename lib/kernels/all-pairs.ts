import type { LagRule } from '#lib/contracts/pairs.ts'
import { defaultMaxLag } from '#lib/stats/adf.ts'
import { collinearR2 } from '#lib/stats/engle-granger.ts'
import { pack, pairIndex, pairProducts } from './pair-products.ts'
import type { PairProducts } from './pair-products-simd.ts'
import { type ResidualSums, type ResidualTest, residualTest } from './residual-test.ts'

/** Figures of all pairs i < j as columns, in the order of `pairIndex`; y is series i, x series j. */
export interface AllPairs {
  readonly beta: Float64Array
  /** In logs: mean y − β mean x. */
  readonly alpha: Float64Array
  readonly r2: Float64Array
  /** Engle–Granger statistic; NaN: leave it to the direct method. */
  readonly stat: Float64Array
  readonly lags: Int16Array
  /** The same with the roles exchanged; empty where one direction was asked for. */
  readonly reversedStat: Float64Array
  /** Coefficient of the lagged spread in its first-order autoregression with a constant, and its standard error. */
  readonly lambda: Float64Array
  readonly lambdaError: Float64Array
  readonly intercept: Float64Array
  /** Of log returns. */
  readonly correlation: Float64Array
  /** Standard deviation of the spread, divisor n − 1, in logs. */
  readonly spreadSd: Float64Array
  /** Last residual over `spreadSd`. */
  readonly z: Float64Array
}

export interface AllPairsOptions {
  readonly lags: LagRule
  readonly both: boolean
  /** How inner products are made where all pairs are wanted; default the plain way. */
  readonly products?: PairProducts
  /** Only pairs with one of the first so many columns; default all. */
  readonly rows?: number
  /** With `rows`: not among the first columns themselves. */
  readonly apart?: boolean
  /** Place of each column: of a pair y is the one that stands earlier. Default as they come. */
  readonly places?: readonly number[]
  /** Called before each stage, of `stages` in all; may throw to stop. */
  readonly onStage?: (stage: number, stages: number) => void
}

/**
 * Engle–Granger of every pair of columns from their lagged cross-moments: one symmetric product of the panel with
 * itself for each lag, then O(lags²) a pair. Columns are centred first; sums of lagged levels telescope into sums of
 * lagged differences, which lose no digits.
 * @param logs log prices, all of one length n on the same times.
 */
export function allPairs(logs: readonly Float64Array[], options: AllPairsOptions): AllPairs {
  const count = logs.length
  const n = logs[0]?.length ?? 0
  const rows = Math.min(count, options.rows ?? count)
  const pairs = rows === 0 ? 0 : pairIndex(rows - 1, count - 1, count) + 1
  const { places } = options
  const fixed = typeof options.lags === 'number'
  const maxLag = fixed ? (options.lags as number) : defaultMaxLag(n, 'n')
  const perTerm = fixed ? null : options.lags === 'bic' ? Math.log(n - 1 - maxLag) : 2
  const stages = maxLag + 3

  options.onStage?.(0, stages)
  const series = logs.map((column) => describe(column, maxLag))
  const multiply = multiplierOf(series, rows, options)
  const levels = multiply.levels(new Float64Array(pairs))
  const lagged = Array.from({ length: maxLag + 1 }, (_, m) => {
    options.onStage?.(m + 1, stages)
    return multiply.differences(m, new Float64Array(pairs))
  })

  options.onStage?.(maxLag + 2, stages)
  const column = () => new Float64Array(pairs)
  const result: AllPairs = {
    beta: column(),
    alpha: column(),
    r2: column(),
    stat: column(),
    lags: new Int16Array(pairs),
    reversedStat: new Float64Array(options.both ? pairs : 0),
    lambda: column(),
    lambdaError: column(),
    intercept: column(),
    correlation: column(),
    spreadSd: column(),
    z: column(),
  }
  const test = residualTest(n, maxLag, perTerm)
  const sums: ResidualSums = {
    n,
    squares: 0,
    lagged: new Float64Array(maxLag + 1),
    head: new Float64Array(maxLag + 1),
    tail: new Float64Array(maxLag + 2),
  }
  const tested: ResidualTest = { stat: Number.NaN, lags: 0 }
  for (let i = 0; i < rows; i++) {
    for (let j = options.apart ? rows : i + 1; j < count; j++) {
      const at = pairIndex(i, j, count)
      const turned = places !== undefined && places[j] < places[i]
      const y = series[turned ? j : i]
      const x = series[turned ? i : j]
      const slope = levels[at] / x.squares
      residualOf(sums, y, x, slope, levels[at], lagged, at)
      result.beta[at] = slope
      result.alpha[at] = y.mean - slope * x.mean
      result.r2[at] = 1 - sums.squares / y.squares
      spreadFigures(result, at, sums)
      const products0 = lagged[0][at] - (y.change * x.change) / (n - 1)
      result.correlation[at] = products0 / Math.sqrt(y.variation * x.variation)
      if (result.r2[at] >= collinearR2) {
        result.stat[at] = Number.NaN
        continue
      }
      test(sums, tested)
      result.stat[at] = tested.stat
      result.lags[at] = tested.lags
      if (!options.both) continue
      residualOf(sums, x, y, levels[at] / y.squares, levels[at], lagged, at)
      test(sums, tested)
      result.reversedStat[at] = tested.stat
    }
  }
  return result
}

interface Multiplier {
  /** Products of the centred levels of each pair. */
  levels(out: Float64Array): Float64Array
  /** Products of the differences of each pair m bars apart, to both sides. */
  differences(m: number, out: Float64Array): Float64Array
}

/** All pairs go through the blocked product; a few rows against many columns one by one. */
function multiplierOf(series: readonly Described[], rows: number, options: AllPairsOptions): Multiplier {
  const levels = series.map(({ centred }) => centred)
  const steps = series.map(({ differences }) => differences)
  if (rows === series.length) {
    const products = options.products ?? pairProducts
    const packed = pack(steps)
    return {
      levels(out) {
        const both = pack(levels)
        products(both, both, out)
        return out
      },
      differences(m, out) {
        products(packed, m === 0 ? packed : pack(steps.map((column) => bothSides(column, m))), out)
        return out
      },
    }
  }
  const fill = (left: readonly Float64Array[], right: readonly Float64Array[], out: Float64Array) => {
    for (let i = 0; i < rows; i++)
      for (let j = options.apart ? rows : i + 1; j < right.length; j++)
        out[pairIndex(i, j, right.length)] = inner(left[i], right[j])
    return out
  }
  return {
    levels: (out) => fill(levels, levels, out),
    differences: (m, out) => fill(m === 0 ? steps : steps.slice(0, rows).map((d) => bothSides(d, m)), steps, out),
  }
}

function inner(a: Float64Array, b: Float64Array): number {
  const n = a.length
  let [s0, s1, s2, s3] = [0, 0, 0, 0]
  let t = 0
  for (; t + 3 < n; t += 4) {
    s0 += a[t] * b[t]
    s1 += a[t + 1] * b[t + 1]
    s2 += a[t + 2] * b[t + 2]
    s3 += a[t + 3] * b[t + 3]
  }
  for (; t < n; t++) s0 += a[t] * b[t]
  return s0 + s1 + (s2 + s3)
}

interface Described {
  readonly mean: number
  readonly centred: Float64Array
  readonly differences: Float64Array
  /** Σ centred². */
  readonly squares: number
  /** Last minus first. */
  readonly change: number
  /** Σ (difference − mean difference)². */
  readonly variation: number
  /** Σ dₛ dₛ₋ₘ. */
  readonly lagged: Float64Array
}

function describe(column: Float64Array, maxLag: number): Described {
  const n = column.length
  let total = 0
  for (let i = 0; i < n; i++) total += column[i]
  const first = total / n
  let rest = 0
  for (let i = 0; i < n; i++) rest += column[i] - first
  const mean = first + rest / n
  const centred = new Float64Array(n)
  const differences = new Float64Array(n - 1)
  let squares = 0
  for (let i = 0; i < n; i++) {
    const value = column[i] - mean
    centred[i] = value
    squares += value * value
    if (i > 0) differences[i - 1] = column[i] - column[i - 1]
  }
  const lagged = new Float64Array(maxLag + 1)
  for (let m = 0; m <= maxLag; m++) {
    let sum = 0
    for (let s = m; s < n - 1; s++) sum += differences[s] * differences[s - m]
    lagged[m] = sum
  }
  const change = column[n - 1] - column[0]
  return { mean, centred, differences, squares, change, variation: lagged[0] - (change * change) / (n - 1), lagged }
}

/** dₛ₋ₘ + dₛ₊ₘ, zero beyond the ends: the product with it is the sum of both lagged products. */
function bothSides(d: Float64Array, m: number): Float64Array {
  const n = d.length
  const out = new Float64Array(n)
  for (let s = 0; s < n; s++) out[s] = (s >= m ? d[s - m] : 0) + (s + m < n ? d[s + m] : 0)
  return out
}

/** Sums of e = y − b x from those of y, x and their products. */
function residualOf(
  sums: ResidualSums,
  y: Described,
  x: Described,
  b: number,
  cross: number,
  lagged: readonly Float64Array[],
  at: number,
): void {
  const { n, head, tail } = sums
  sums.squares = y.squares - b * cross
  const most = sums.lagged.length
  sums.lagged[0] = y.lagged[0] - 2 * b * lagged[0][at] + b * b * x.lagged[0]
  for (let m = 1; m < most; m++) sums.lagged[m] = y.lagged[m] - b * lagged[m][at] + b * b * x.lagged[m]
  for (let k = 0; k < most; k++) head[k] = y.centred[k] - b * x.centred[k]
  for (let k = 0; k <= most; k++) tail[k] = y.centred[n - 1 - k] - b * x.centred[n - 1 - k]
}

/** Half-life regression with a constant, deviation and last score, all from the same sums. */
function spreadFigures(result: AllPairs, at: number, { n, squares, lagged, head, tail }: ResidualSums): void {
  const m = n - 1
  const first = head[0]
  const last = tail[0]
  const ms = -last / m
  const md = (last - first) / m
  const ss = squares - last * last - m * ms * ms
  const sd = (last * last - first * first - lagged[0]) / 2 - m * ms * md
  const lambda = sd / ss
  result.lambda[at] = lambda
  result.intercept[at] = md - lambda * ms
  result.lambdaError[at] = Math.sqrt(Math.max(0, lagged[0] - m * md * md - lambda * sd) / (m - 2) / ss)
  result.spreadSd[at] = Math.sqrt(squares / m)
  result.z[at] = last / result.spreadSd[at]
}
