import { stationaryBlockLength } from '#lib/stats/block-length.ts'
import { longRunVariance } from '#lib/stats/long-run.ts'
import type { Random } from '#lib/stats/random.ts'

/** Whether two Sharpe ratios, measured over the same bars, differ by more than chance. Not annualised. */
export interface SharpeDifference {
  /** First minus second, a bar. */
  readonly difference: number
  readonly standardError: number
  /** 95 % interval of the difference. */
  readonly low: number
  readonly high: number
  /** Two-sided. */
  readonly p: number
  readonly blockLength: number
}

/** Sums from the beginning: a block's sum is a difference of two. Laid out twice, so that blocks may run around the end. */
function prefix(values: Float64Array, of: (value: number) => number): Float64Array {
  const n = values.length
  const sums = new Float64Array(2 * n + 1)
  for (let i = 0; i < 2 * n; i++) sums[i + 1] = sums[i] + of(values[i < n ? i : i - n])
  return sums
}

interface Slope {
  readonly ratio: number
  /** Of the ratio by the mean and by the mean square. */
  readonly byMean: number
  readonly bySquare: number
}

function slope(mean: number, square: number): Slope | null {
  const variance = square - mean * mean
  if (!(variance > 1e-14 * square)) return null
  const deviation = Math.sqrt(variance)
  return { ratio: mean / deviation, byMean: square / deviation ** 3, bySquare: (-0.5 * mean) / deviation ** 3 }
}

/**
 * Ledoit & Wolf 2008, Robust performance hypothesis testing with the Sharpe ratio, Journal of Empirical Finance 15:850:
 * the difference divided by its standard error against its own distribution under a circular block bootstrap. Returns
 * may have fat tails and memory. The standard error of the sample has Bartlett weights (Newey & West 1987), that of a
 * resample comes from its blocks.
 * @param a, b excess returns of the same bars. @param draws resamples.
 * @returns null with fewer than 30 bars, or where one of the two does not vary.
 */
export function sharpeDifference(
  a: Float64Array,
  b: Float64Array,
  chance: Random,
  draws = 999,
): SharpeDifference | null {
  const n = Math.min(a.length, b.length)
  if (n < 30) return null
  const columns = [prefix(a, (v) => v), prefix(b, (v) => v), prefix(a, (v) => v * v), prefix(b, (v) => v * v)]
  const [ma, mb, qa, qb] = columns.map((sums) => sums[n] / n)
  const [sa, sb] = [slope(ma, qa), slope(mb, qb)]
  if (!sa || !sb) return null
  const difference = sa.ratio - sb.ratio
  // What each bar adds to the difference: its long-run variance is that of the difference (delta method).
  const influence = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    influence[i] =
      sa.byMean * (a[i] - ma) +
      sa.bySquare * (a[i] * a[i] - qa) -
      sb.byMean * (b[i] - mb) -
      sb.bySquare * (b[i] * b[i] - qb)
  }
  const blockLength = Math.max(1, Math.min(Math.round(stationaryBlockLength(influence)), Math.floor(n / 10)))
  const lags = Math.max(blockLength, Math.floor(4 * (n / 100) ** (2 / 9)))
  const standardError = Math.sqrt(Math.max(0, longRunVariance(influence, lags)) / n)
  // Two runs that are the same, or multiples of each other, differ by nothing at all.
  if (!(standardError > 1e-12))
    return {
      difference,
      standardError: 0,
      low: difference,
      high: difference,
      p: Math.abs(difference) > 1e-9 ? 0 : 1,
      blockLength,
    }

  const blocks = Math.floor(n / blockLength)
  const m = blocks * blockLength
  const starts = new Int32Array(blocks)
  const distances = new Float64Array(draws)
  const block = (column: Float64Array, start: number) => column[start + blockLength] - column[start]
  let beyond = 0
  const observed = Math.abs(difference) / standardError
  for (let draw = 0; draw < draws; draw++) {
    const totals = [0, 0, 0, 0]
    for (let j = 0; j < blocks; j++) {
      starts[j] = chance.below(n)
      for (let k = 0; k < 4; k++) totals[k] += block(columns[k], starts[j])
    }
    const [xa, xb, ya, yb] = totals.map((total) => total / m)
    const [ra, rb] = [slope(xa, ya), slope(xb, yb)]
    if (!ra || !rb) {
      distances[draw] = Number.POSITIVE_INFINITY
      beyond++
      continue
    }
    let squares = 0
    for (let j = 0; j < blocks; j++) {
      const at = starts[j]
      const zeta =
        ra.byMean * (block(columns[0], at) - blockLength * xa) +
        ra.bySquare * (block(columns[2], at) - blockLength * ya) -
        rb.byMean * (block(columns[1], at) - blockLength * xb) -
        rb.bySquare * (block(columns[3], at) - blockLength * yb)
      squares += zeta * zeta
    }
    const error = Math.sqrt(squares / blockLength / blocks / m)
    const distance = Math.abs(ra.ratio - rb.ratio - difference) / error
    distances[draw] = Number.isFinite(distance) ? distance : Number.POSITIVE_INFINITY
    if (distances[draw] >= observed) beyond++
  }
  const sorted = distances.sort()
  const reach = sorted[Math.min(draws - 1, Math.ceil(0.95 * draws) - 1)] * standardError
  return {
    difference,
    standardError,
    low: difference - reach,
    high: difference + reach,
    // (b + 1) / (B + 1): a p-value is never zero.
    p: (beyond + 1) / (draws + 1),
    blockLength,
  }
}
