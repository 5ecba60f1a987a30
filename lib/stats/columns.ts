/**
 * Sums and moments over columns. Two passes where a difference of large numbers would lose digits
 * (Chan, Golub & LeVeque 1983, "Algorithms for computing the sample variance").
 */

/** Sum with Neumaier's compensation: exact to the last bits whatever the order of magnitudes. */
export function sum(values: ArrayLike<number>): number {
  let total = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    const next = total + value
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total
    total = next
  }
  return total + lost
}

/** Arithmetic mean; NaN for an empty column. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length
}

/** Variance with divisor n − `ddof`, by two passes with the rounding of the mean taken back. */
export function variance(values: ArrayLike<number>, ddof = 1): number {
  const centre = mean(values)
  let squares = 0
  let drift = 0
  for (let i = 0; i < values.length; i++) {
    const d = values[i] - centre
    squares += d * d
    drift += d
  }
  return (squares - (drift * drift) / values.length) / (values.length - ddof)
}

/** Standard deviation with divisor n − `ddof`. */
export function deviation(values: ArrayLike<number>, ddof = 1): number {
  return Math.sqrt(variance(values, ddof))
}

/** Natural logarithms of a column of prices. */
export function logs(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) out[i] = Math.log(values[i])
  return out
}

/** First differences: one value fewer than the input. */
export function differences(values: Float64Array): Float64Array {
  const out = new Float64Array(Math.max(0, values.length - 1))
  for (let i = 0; i < out.length; i++) out[i] = values[i + 1] - values[i]
  return out
}

/** Pearson correlation of two columns of one length; NaN when either is constant. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const ma = mean(a)
  const mb = mean(b)
  let ab = 0
  let aa = 0
  let bb = 0
  for (let i = 0; i < a.length; i++) {
    const da = a[i] - ma
    const db = b[i] - mb
    ab += da * db
    aa += da * da
    bb += db * db
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : Number.NaN
}

/** Quantile with linear interpolation (Hyndman & Fan 1996, type 7) of a column that need not be sorted. */
export function quantile(values: ArrayLike<number>, probability: number): number {
  return quantileSorted(Float64Array.from(values).sort(), probability)
}

/** The same of a column in rising order. */
export function quantileSorted(sorted: ArrayLike<number>, probability: number): number {
  if (sorted.length === 0) return Number.NaN
  const position = probability * (sorted.length - 1)
  const below = Math.floor(position)
  const share = position - below
  return share === 0 ? sorted[below] : sorted[below] + share * (sorted[below + 1] - sorted[below])
}
