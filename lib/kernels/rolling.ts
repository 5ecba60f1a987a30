/**
 * Rolling figures over whole columns. `from` is the first row of the input that is defined; rows before the first full
 * window become NaN. Running sums are taken anew every 512 rows, so that rounding never grows.
 */

/** Rows after which a running sum is taken anew. */
export const renewal = 512

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

/** Mean of the `n` rows from `from`. */
function seedOf(x: Float64Array, from: number, n: number): number {
  let sum = 0
  for (let i = from; i < from + n; i++) sum += x[i]
  return sum / n
}

/**
 * Exponential mean with weight `alpha`, started from the plain mean of the first `n` rows. Written as β·old + α·new: the
 * product with the new value does not wait for the old one.
 */
export function smoothedColumn(x: Float64Array, from: number, n: number, alpha: number, out: Float64Array): void {
  const end = x.length
  const start = from + n - 1
  blank(out, start)
  if (start >= end) return
  const beta = 1 - alpha
  let value = seedOf(x, from, n)
  out[start] = value
  for (let i = start + 1; i < end; i++) {
    value = beta * value + alpha * x[i]
    out[i] = value
  }
}

/** Two exponential means (α = 2/(n + 1)) of one column in one pass: their recurrences run side by side. */
export function twoAveragesColumn(x: Float64Array, n: number, m: number, a: Float64Array, b: Float64Array): void {
  const end = x.length
  const late = Math.max(n, m) - 1
  if (late >= end) {
    smoothedColumn(x, 0, n, 2 / (n + 1), a)
    smoothedColumn(x, 0, m, 2 / (m + 1), b)
    return
  }
  const [alphaA, alphaB] = [2 / (n + 1), 2 / (m + 1)]
  const [betaA, betaB] = [1 - alphaA, 1 - alphaB]
  smoothedColumn(x.subarray(0, late + 1), 0, n, alphaA, a.subarray(0, late + 1))
  smoothedColumn(x.subarray(0, late + 1), 0, m, alphaB, b.subarray(0, late + 1))
  let valueA = a[late]
  let valueB = b[late]
  for (let i = late + 1; i < end; i++) {
    const value = x[i]
    valueA = betaA * valueA + alphaA * value
    valueB = betaB * valueB + alphaB * value
    a[i] = valueA
    b[i] = valueB
  }
}

/** The exponential mean of a column, of that mean, and of that one again, all over `n` rows, in one pass. */
export function threeAveragesColumn(
  x: Float64Array,
  n: number,
  e1: Float64Array,
  e2: Float64Array,
  e3: Float64Array,
): void {
  const end = x.length
  const warm = Math.min(end, 3 * n - 2)
  const alpha = 2 / (n + 1)
  const beta = 1 - alpha
  const head = (column: Float64Array) => column.subarray(0, warm)
  smoothedColumn(head(x), 0, n, alpha, head(e1))
  smoothedColumn(head(e1), n - 1, n, alpha, head(e2))
  smoothedColumn(head(e2), 2 * (n - 1), n, alpha, head(e3))
  let [a, b, c] = [e1[warm - 1], e2[warm - 1], e3[warm - 1]]
  for (let i = warm; i < end; i++) {
    a = beta * a + alpha * x[i]
    b = beta * b + alpha * a
    c = beta * c + alpha * b
    e1[i] = a
    e2[i] = b
    e3[i] = c
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

/**
 * How many rows ago the largest (`sign` 1) or smallest (−1) of the last `n` rows was, the most recent of equals; by
 * blocks, as the extremes themselves. NaN before the first full window.
 */
export function extremeAgesColumn(x: Float64Array, n: number, sign: 1 | -1, out: Float64Array): void {
  const end = x.length
  blank(out, n - 1)
  const tail = new Float64Array(n + 1)
  const tailRow = new Int32Array(n + 1)
  for (let block = 0; block < end; block += n) {
    const stop = Math.min(n, end - block)
    let best = Number.NEGATIVE_INFINITY
    let row = block
    for (let k = 0; k < stop; k++) {
      const value = sign * x[block + k]
      if (value >= best) {
        best = value
        row = block + k
      }
      const i = block + k
      if (i >= n - 1) out[i] = i - (k === n - 1 || best >= tail[k + 1] ? row : tailRow[k + 1])
    }
    let suffix = Number.NEGATIVE_INFINITY
    for (let k = stop - 1; k >= 0; k--) {
      const value = sign * x[block + k]
      if (value > suffix) {
        suffix = value
        row = block + k
      }
      tail[k] = suffix
      tailRow[k] = row
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
  if (s < 1e-4) return 2 * z * (1 + s * (1 / 3 + s * (1 / 5 + s * (1 / 7))))
  if (!(s < 0.0025)) return Math.log(a / b)
  return 2 * z * (1 + s * (1 / 3 + s * (1 / 5 + s * (1 / 7 + s * (1 / 9 + s * (1 / 11 + s * (1 / 13)))))))
}
