/**
 * Rolling figures over whole columns. `from` is the first row of the input that is defined; rows before the first full
 * window become NaN. Running sums are taken anew every 512 rows, so that rounding never grows.
 */

const renewal = 512

function blank(out: Float64Array, rows: number): void {
  out.fill(Number.NaN, 0, Math.min(rows, out.length))
}

/** Sum of the last `n` rows, times `scale`. */
export function rollingSumColumn(x: Float64Array, from: number, n: number, out: Float64Array, scale = 1): void {
  const end = x.length
  blank(out, from + n - 1)
  for (let start = from + n - 1; start < end; start += renewal) {
    let sum = 0
    for (let i = start - n + 1; i <= start; i++) sum += x[i]
    out[start] = sum * scale
    const stop = Math.min(end, start + renewal)
    for (let i = start + 1; i < stop; i++) {
      sum += x[i] - x[i - n]
      out[i] = sum * scale
    }
  }
}

export function rollingMeanColumn(x: Float64Array, from: number, n: number, out: Float64Array): void {
  rollingSumColumn(x, from, n, out, 1 / n)
}

/** Mean and population deviation of the last `n` rows. */
export function rollingMomentsColumn(
  x: Float64Array,
  from: number,
  n: number,
  mean: Float64Array,
  deviation: Float64Array,
  ddof = 0,
): void {
  const end = x.length
  blank(mean, from + n - 1)
  blank(deviation, from + n - 1)
  const share = 1 / n
  const free = 1 / (n - ddof)
  for (let start = from + n - 1; start < end; start += renewal) {
    let anchor = 0
    for (let i = start - n + 1; i <= start; i++) anchor += x[i]
    anchor *= share
    let s1 = 0
    let s2 = 0
    for (let i = start - n + 1; i <= start; i++) {
      const d = x[i] - anchor
      s1 += d
      s2 += d * d
    }
    const stop = Math.min(end, start + renewal)
    for (let i = start; ; ) {
      mean[i] = anchor + s1 * share
      const square = (s2 - s1 * s1 * share) * free
      deviation[i] = square > 0 ? Math.sqrt(square) : 0
      if (++i >= stop) break
      const d = x[i] - anchor
      const old = x[i - n] - anchor
      s1 += d - old
      s2 += d * d - old * old
    }
  }
}

/** Weighted mean with weights 1 … n, the newest heaviest. */
export function weightedMeanColumn(x: Float64Array, from: number, n: number, out: Float64Array): void {
  const end = x.length
  blank(out, from + n - 1)
  const share = 2 / (n * (n + 1))
  for (let start = from + n - 1; start < end; start += renewal) {
    const anchor = x[start]
    let s = 0
    let w = 0
    for (let i = start - n + 1, k = 1; i <= start; i++, k++) {
      const d = x[i] - anchor
      s += d
      w += k * d
    }
    const stop = Math.min(end, start + renewal)
    for (let i = start; ; ) {
      out[i] = anchor + w * share
      if (++i >= stop) break
      const d = x[i] - anchor
      w += n * d - s
      s += d - (x[i - n] - anchor)
    }
  }
}

/** Straight line through the last `n` rows: its end and its slope a row. */
export function rollingLineColumn(
  x: Float64Array,
  from: number,
  n: number,
  ends: Float64Array,
  slopes: Float64Array,
): void {
  const end = x.length
  blank(ends, from + n - 1)
  blank(slopes, from + n - 1)
  const times = (n * (n + 1)) / 2
  const share = 12 / (n * n * (n * n - 1))
  for (let start = from + n - 1; start < end; start += renewal) {
    const anchor = x[start]
    let s = 0
    let w = 0
    for (let i = start - n + 1, k = 1; i <= start; i++, k++) {
      const d = x[i] - anchor
      s += d
      w += k * d
    }
    const stop = Math.min(end, start + renewal)
    for (let i = start; ; ) {
      const slope = (n * w - times * s) * share
      slopes[i] = slope
      ends[i] = anchor + s / n + (slope * (n - 1)) / 2
      if (++i >= stop) break
      const d = x[i] - anchor
      w += n * d - s
      s += d - (x[i - n] - anchor)
    }
  }
}

/** Exponential mean with weight `alpha`, started from the plain mean of the first `n` rows. */
export function smoothedColumn(x: Float64Array, from: number, n: number, alpha: number, out: Float64Array): void {
  const end = x.length
  blank(out, from + n - 1)
  if (from + n > end) return
  let value = 0
  for (let i = from; i < from + n; i++) value += x[i]
  value /= n
  out[from + n - 1] = value
  for (let i = from + n; i < end; i++) {
    value += alpha * (x[i] - value)
    out[i] = value
  }
}

/**
 * Largest of the last `n` rows (van Herk 1992; Gil & Werman 1993): the largest from each row to the end of its block of
 * n, and from the beginning of the block to each row, make every window of n from two numbers, without a branch.
 */
export function rollingMaxColumn(x: Float64Array, from: number, n: number, out: Float64Array): void {
  const end = x.length
  blank(out, from + n - 1)
  const tail = new Float64Array(n + 1)
  for (let block = from; block < end; block += n) {
    const stop = Math.min(n, end - block)
    let best = Number.NEGATIVE_INFINITY
    if (block > from) {
      for (let k = 0; k < stop; k++) {
        const value = x[block + k]
        if (value > best) best = value
        const other = tail[k + 1]
        out[block + k] = best > other ? best : other
      }
    } else if (stop === n) {
      for (let k = 0; k < n; k++) best = Math.max(best, x[block + k])
      out[block + n - 1] = best
    }
    let suffix = Number.NEGATIVE_INFINITY
    tail[n] = suffix
    for (let k = stop - 1; k >= 0; k--) {
      const value = x[block + k]
      if (value > suffix) suffix = value
      tail[k] = suffix
    }
  }
}

/** Smallest of the last `n` rows. */
export function rollingMinColumn(x: Float64Array, from: number, n: number, out: Float64Array): void {
  const end = x.length
  blank(out, from + n - 1)
  const tail = new Float64Array(n + 1)
  for (let block = from; block < end; block += n) {
    const stop = Math.min(n, end - block)
    let best = Number.POSITIVE_INFINITY
    if (block > from) {
      for (let k = 0; k < stop; k++) {
        const value = x[block + k]
        if (value < best) best = value
        const other = tail[k + 1]
        out[block + k] = best < other ? best : other
      }
    } else if (stop === n) {
      for (let k = 0; k < n; k++) best = Math.min(best, x[block + k])
      out[block + n - 1] = best
    }
    let suffix = Number.POSITIVE_INFINITY
    tail[n] = suffix
    for (let k = stop - 1; k >= 0; k--) {
      const value = x[block + k]
      if (value < suffix) suffix = value
      tail[k] = suffix
    }
  }
}

/** True range from the second row on; NaN in the first. */
export function trueRangeColumn(high: Float64Array, low: Float64Array, close: Float64Array, out: Float64Array): void {
  const end = close.length
  out[0] = Number.NaN
  let before = close[0]
  for (let i = 1; i < end; i++) {
    out[i] = Math.max(high[i], before) - Math.min(low[i], before)
    before = close[i]
  }
}

/**
 * ln(a/b) for prices near each other by the series of the inverse hyperbolic tangent, which is several times faster than
 * the logarithm and as exact; the logarithm where they are not.
 */
export function logRatio(a: number, b: number): number {
  const z = (a - b) / (a + b)
  const s = z * z
  if (!(s < 0.0025)) return Math.log(a / b)
  return 2 * z * (1 + s * (1 / 3 + s * (1 / 5 + s * (1 / 7 + s * (1 / 9 + s * (1 / 11 + s / 13))))))
}
