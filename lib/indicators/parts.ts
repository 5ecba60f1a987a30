/**
 * The parts that indicators are made of. Each is a function of the next value; a NaN going in is passed over, so a part
 * may stand behind another one that is not warm yet. Running sums are taken anew each time the window has gone round.
 */
import type { Memory } from './memory.ts'

export type Part = (value: number) => number

/** Value `n` steps ago; NaN before. */
export function lag(memory: Memory, n: number): Part {
  const ring = memory.take(n, Number.NaN)
  const s = memory.take(1)
  return (value) => {
    if (Number.isNaN(value)) return Number.NaN
    const at = s[0]
    const old = ring[at]
    ring[at] = value
    s[0] = at + 1 === n ? 0 : at + 1
    return old
  }
}

/** Sum of the last `n` values. */
export function rollingSum(memory: Memory, n: number): Part {
  const ring = memory.take(n)
  const s = memory.take(3)
  return (value) => {
    if (Number.isNaN(value)) return Number.NaN
    const at = s[0]
    s[2] += value - ring[at]
    ring[at] = value
    if (s[1] < n) s[1]++
    if (at + 1 === n) {
      s[0] = 0
      let total = 0
      for (let i = 0; i < n; i++) total += ring[i]
      s[2] = total
    } else s[0] = at + 1
    return s[1] === n ? s[2] : Number.NaN
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
  const s = memory.take(5)
  return {
    push(value) {
      if (Number.isNaN(value)) return
      const at = s[0]
      if (s[1] === 0) s[2] = value
      if (s[1] === n) {
        const old = ring[at] - s[2]
        s[3] -= old
        s[4] -= old * old
      } else s[1]++
      ring[at] = value
      const d = value - s[2]
      s[3] += d
      s[4] += d * d
      if (at + 1 < n) {
        s[0] = at + 1
        return
      }
      s[0] = 0
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
      s[2] = anchor
      s[3] = first
      s[4] = second
    },
    warm: () => s[1] === n,
    mean: () => s[2] + s[3] / n,
    deviation: (ddof) => Math.sqrt(Math.max(0, (s[4] - (s[3] * s[3]) / n) / (n - ddof))),
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
  const s = memory.take(4)
  const times = (n * (n + 1)) / 2
  const divisor = (n * n * (n * n - 1)) / 12
  const slope = () => (n === 1 ? 0 : (n * s[3] - times * s[2]) / divisor)
  return {
    push(value) {
      if (Number.isNaN(value)) return
      const at = s[0]
      if (s[1] < n) {
        s[1]++
        s[2] += value
        s[3] += s[1] * value
      } else {
        s[3] += n * value - s[2]
        s[2] += value - ring[at]
      }
      ring[at] = value
      if (at + 1 < n) {
        s[0] = at + 1
        return
      }
      s[0] = 0
      let sum = 0
      let weighted = 0
      for (let i = 0; i < n; i++) {
        sum += ring[i]
        weighted += (i + 1) * ring[i]
      }
      s[2] = sum
      s[3] = weighted
    },
    warm: () => s[1] === n,
    weighted: () => s[3],
    mean: () => s[2] / n,
    slope,
    end: () => s[2] / n + (slope() * (n - 1)) / 2,
  }
}

/** Exponential mean with weight `alpha`, started from the plain mean of the first `n` values. */
export function smoothed(memory: Memory, n: number, alpha: number): Part {
  const s = memory.take(2)
  return (value) => {
    if (s[1] === n) {
      if (Number.isNaN(value)) return s[0]
      return (s[0] += alpha * (value - s[0]))
    }
    if (Number.isNaN(value)) return Number.NaN
    s[0] += value
    if (++s[1] < n) return Number.NaN
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

/** Values that can still become the extreme are kept in order, so each enters and leaves once (van Herk 1992 in spirit). */
export function rollingExtreme(memory: Memory, n: number, sign: 1 | -1): Extreme {
  const values = memory.take(n)
  const times = memory.take(n)
  // Oldest candidate, number of candidates, values seen.
  const s = memory.take(3)
  return {
    push(value) {
      if (Number.isNaN(value)) return
      const now = s[2]++
      let first = s[0]
      let count = s[1]
      if (count > 0 && times[first] <= now - n) {
        first = first + 1 === n ? 0 : first + 1
        count--
      }
      let last = first + count - 1
      if (last >= n) last -= n
      while (count > 0 && (values[last] - value) * sign <= 0) {
        count--
        last = last === 0 ? n - 1 : last - 1
      }
      let at = first + count
      if (at >= n) at -= n
      values[at] = value
      times[at] = now
      s[0] = first
      s[1] = count + 1
    },
    warm: () => s[2] >= n,
    value: () => values[s[0]],
    age: () => s[2] - 1 - times[s[0]],
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
  const s = memory.take(2)
  return {
    push(value) {
      if (Number.isNaN(value)) return
      ring[s[0]] = value
      s[0] = s[0] + 1 === n ? 0 : s[0] + 1
      if (s[1] < n) s[1]++
    },
    warm: () => s[1] === n,
    get(i) {
      const at = s[0] + i
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
    return Number.isNaN(before) ? Number.NaN : Math.max(high, before) - Math.min(low, before)
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
