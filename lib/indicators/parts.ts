/**
 * The parts that indicators are made of. Each is a function of the next value; a NaN going in is passed over, so a part
 * may stand behind another one that is not warm yet. Running sums are taken anew each time the window has gone round.
 */
import type { Memory } from './memory.ts'

export type Part = (value: number) => number

/** Value `n` steps ago; NaN before. */
export function lag(memory: Memory, n: number): Part {
  const ring = memory.take(n, Number.NaN)
  const place = memory.count(1)
  return (value) => {
    if (Number.isNaN(value)) return Number.NaN
    const at = place[0]
    const old = ring[at]
    ring[at] = value
    place[0] = at + 1 === n ? 0 : at + 1
    return old
  }
}

/** Sum of the last `n` values. */
export function rollingSum(memory: Memory, n: number): Part {
  const ring = memory.take(n)
  const total = memory.take(1)
  const place = memory.count(2)
  return (value) => {
    if (Number.isNaN(value)) return Number.NaN
    const at = place[0]
    total[0] += value - ring[at]
    ring[at] = value
    if (place[1] < n) place[1]++
    if (at + 1 < n) place[0] = at + 1
    else {
      place[0] = 0
      let sum = 0
      for (let i = 0; i < n; i++) sum += ring[i]
      total[0] = sum
    }
    return place[1] === n ? total[0] : Number.NaN
  }
}

/** Mean of the last `n` values. */
export function rollingMean(memory: Memory, n: number): Part {
  const sum = rollingSum(memory, n)
  return (value) => sum(value) / n
}

/** Mean and deviation of the last `n` values at once. */
export interface Moments {
  push(value: number): void
  /** False until the window is full. */
  warm(): boolean
  mean(): number
  /** Divisor n − ddof. */
  deviation(ddof: number): number
}

export function rollingMoments(memory: Memory, n: number): Moments {
  const ring = memory.take(n)
  // Anchor, sum and sum of squares about it.
  const s = memory.take(3)
  const place = memory.count(2)
  const renew = () => {
    let total = 0
    for (let i = 0; i < n; i++) total += ring[i]
    const anchor = total / n
    let first = 0
    let second = 0
    for (let i = 0; i < n; i++) {
      const e = ring[i] - anchor
      first += e
      second += e * e
    }
    s[0] = anchor
    s[1] = first
    s[2] = second
  }
  return {
    push(value) {
      if (Number.isNaN(value)) return
      const at = place[0]
      if (place[1] === n) {
        const old = ring[at] - s[0]
        s[1] -= old
        s[2] -= old * old
      } else {
        if (place[1] === 0) s[0] = value
        place[1]++
      }
      ring[at] = value
      const d = value - s[0]
      s[1] += d
      s[2] += d * d
      if (at + 1 < n) place[0] = at + 1
      else {
        place[0] = 0
        renew()
      }
    },
    warm: () => place[1] === n,
    mean: () => s[0] + s[1] / n,
    deviation: (ddof) => Math.sqrt(Math.max(0, (s[2] - (s[1] * s[1]) / n) / (n - ddof))),
  }
}

/** Weighted mean with weights 1 … n, the newest heaviest. */
export function weightedMean(memory: Memory, n: number): Part {
  const trend = rollingTrend(memory, n)
  const total = (n * (n + 1)) / 2
  return (value) => {
    trend.push(value)
    return trend.warm() ? trend.weighted() / total : Number.NaN
  }
}

/** Straight line through the last `n` values. */
export interface Trend {
  push(value: number): void
  warm(): boolean
  /** Σ k xₖ, k = 1 for the oldest. */
  weighted(): number
  mean(): number
  slope(): number
  /** The line at the newest value. */
  end(): number
}

export function rollingTrend(memory: Memory, n: number): Trend {
  const ring = memory.take(n)
  // Anchor inside the data, then sum and weighted sum about it.
  const s = memory.take(3)
  const place = memory.count(2)
  const times = (n * (n + 1)) / 2
  const divisor = (n * n * (n * n - 1)) / 12
  const slope = () => (n === 1 ? 0 : (n * s[2] - times * s[1]) / divisor)
  return {
    push(value) {
      if (Number.isNaN(value)) return
      const at = place[0]
      if (place[1] < n) {
        if (place[1] === 0) s[0] = value
        const d = value - s[0]
        place[1]++
        s[1] += d
        s[2] += place[1] * d
      } else {
        const d = value - s[0]
        s[2] += n * d - s[1]
        s[1] += d - (ring[at] - s[0])
      }
      ring[at] = value
      if (at + 1 < n) {
        place[0] = at + 1
        return
      }
      place[0] = 0
      const anchor = ring[0]
      let sum = 0
      let weighted = 0
      for (let i = 1; i < n; i++) {
        const d = ring[i] - anchor
        sum += d
        weighted += (i + 1) * d
      }
      s[0] = anchor
      s[1] = sum
      s[2] = weighted
    },
    warm: () => place[1] === n,
    weighted: () => s[2] + s[0] * times,
    mean: () => s[0] + s[1] / n,
    slope,
    end: () => s[0] + s[1] / n + (slope() * (n - 1)) / 2,
  }
}

/** Exponential mean with weight `alpha`, started from the plain mean of the first `n` values. */
export function smoothed(memory: Memory, n: number, alpha: number): Part {
  const s = memory.take(1)
  const seen = memory.count(1)
  return (value) => {
    if (seen[0] === n) return Number.isNaN(value) ? s[0] : (s[0] += alpha * (value - s[0]))
    if (Number.isNaN(value)) return Number.NaN
    s[0] += value
    if (++seen[0] < n) return Number.NaN
    return (s[0] /= n)
  }
}

/** Exponential moving average, α = 2/(n + 1). */
export function ema(memory: Memory, n: number): Part {
  return smoothed(memory, n, 2 / (n + 1))
}

/** Wilder's average, α = 1/n. */
export function rma(memory: Memory, n: number): Part {
  return smoothed(memory, n, 1 / n)
}

/** Largest (`sign` 1) or smallest (−1) of the last `n` values, and how many steps ago the newest such one was. */
export interface Extreme {
  push(value: number): void
  warm(): boolean
  value(): number
  age(): number
}

/**
 * By blocks of n (van Herk 1992; Gil & Werman 1993): the best of the block under way, and the best from each place to the
 * end of the block before it, make any window of n. Constant work a value on average, whatever the data.
 */
export function rollingExtreme(memory: Memory, n: number, sign: 1 | -1): Extreme {
  // Values of the block under way, with the sign taken so that the extreme is always the largest.
  const block = memory.take(n)
  // From each place of the block before to its end: the best and its place. Nothing can be below the start value.
  const tails = memory.take(n + 1, -Number.MAX_VALUE)
  const tailRows = memory.count(n + 1)
  const best = memory.take(1, -Number.MAX_VALUE)
  // Place of the newest value, place of the best of its block, values seen up to n.
  const place = memory.count(3)
  if (place[2] === 0) place[0] = -1
  return {
    push(value) {
      if (Number.isNaN(value)) return
      let at = place[0] + 1
      if (at === n) {
        let top = -Number.MAX_VALUE
        let row = 0
        for (let k = n - 1; k >= 0; k--) {
          if (block[k] > top) {
            top = block[k]
            row = k
          }
          tails[k] = top
          tailRows[k] = row
        }
        at = 0
        best[0] = -Number.MAX_VALUE
      }
      const signed = sign * value
      block[at] = signed
      place[0] = at
      if (signed >= best[0]) {
        best[0] = signed
        place[1] = at
      }
      if (place[2] < n) place[2]++
    },
    warm: () => place[2] === n,
    value: () => {
      const tail = tails[place[0] + 1]
      return sign * (best[0] >= tail ? best[0] : tail)
    },
    age: () => {
      const at = place[0]
      return best[0] >= tails[at + 1] ? at - place[1] : at + n - tailRows[at + 1]
    },
  }
}

/** The last `n` values themselves, oldest first on request, for what has no running form. */
export interface Window {
  push(value: number): void
  warm(): boolean
  /** i = 0 is the oldest. */
  get(i: number): number
}

export function rollingWindow(memory: Memory, n: number): Window {
  const ring = memory.take(n)
  const place = memory.count(2)
  return {
    push(value) {
      if (Number.isNaN(value)) return
      const at = place[0]
      ring[at] = value
      place[0] = at + 1 === n ? 0 : at + 1
      if (place[1] < n) place[1]++
    },
    warm: () => place[1] === n,
    get(i) {
      const at = place[0] + i
      return ring[at >= n ? at - n : at]
    },
  }
}

/** Change from the value before; NaN for the first. */
export function change(memory: Memory): Part {
  const s = memory.take(1, Number.NaN)
  return (value) => {
    const before = s[0]
    if (!Number.isNaN(value)) s[0] = value
    return value - before
  }
}

/** True range of a bar: the first one has none, for want of a close before it. */
export function trueRange(memory: Memory): (high: number, low: number, close: number) => number {
  const s = memory.take(1, Number.NaN)
  return (high, low, close) => {
    const before = s[0]
    s[0] = close
    return Math.max(high, before) - Math.min(low, before)
  }
}

/** Relative strength of changes by Wilder's averages: 100 when nothing falls, 50 when nothing moves. */
export function relativeStrength(memory: Memory, n: number): Part {
  const step = change(memory)
  const up = rma(memory, n)
  const down = rma(memory, n)
  return (value) => {
    const d = step(value)
    if (Number.isNaN(d)) return Number.NaN
    const gain = up(d > 0 ? d : 0)
    const loss = down(d < 0 ? -d : 0)
    return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss)
  }
}

/** Where in its bar the close lies: 1 at the high, −1 at the low, 0 in a bar without range. */
export function closeLocation(high: number, low: number, close: number): number {
  return high === low ? 0 : (close - low - (high - close)) / (high - low)
}
