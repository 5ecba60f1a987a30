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

/** The value before; NaN for the first. */
export function previous(memory: Memory): Part {
  const s = memory.take(1, Number.NaN)
  return (value) => {
    const before = s[0]
    if (Number.isNaN(value)) return Number.NaN
    s[0] = value
    return before
  }
}

/** Sum of the last `n` values. */
export function rollingSum(memory: Memory, n: number): Part {
  // The window, and behind it the sum.
  const ring = memory.take(n + 1)
  // Place in the window; whether it is full.
  const place = memory.count(2)
  return (value) => {
    if (Number.isNaN(value)) return Number.NaN
    const at = place[0]
    const total = ring[n] + (value - ring[at])
    ring[at] = value
    if (at + 1 < n) {
      place[0] = at + 1
      ring[n] = total
      return place[1] === 1 ? total : Number.NaN
    }
    place[0] = 0
    place[1] = 1
    let sum = 0
    for (let i = 0; i < n; i++) sum += ring[i]
    ring[n] = sum
    return sum
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
  variance(ddof: number): number
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
    variance: (ddof) => Math.max(0, (s[2] - (s[1] * s[1]) / n) / (n - ddof)),
    deviation: (ddof) => Math.sqrt(Math.max(0, (s[2] - (s[1] * s[1]) / n) / (n - ddof))),
  }
}

/** Weighted mean with weights 1 … n, the newest heaviest. */
export function weightedMean(memory: Memory, n: number): Part {
  // The window, then an anchor inside the data and the sum and weighted sum about it.
  const ring = memory.take(n + 3)
  // Place in the window; whether it is full.
  const place = memory.count(2)
  const total = (n * (n + 1)) / 2
  return (value) => {
    if (Number.isNaN(value)) return Number.NaN
    const at = place[0]
    const full = place[1]
    if (full === 0 && at === 0) ring[n] = value
    const anchor = ring[n]
    const d = value - anchor
    const sum = ring[n + 1]
    let weighted = ring[n + 2]
    if (full === 1) {
      weighted += n * d - sum
      ring[n + 1] = sum + (value - ring[at])
    } else {
      weighted += (at + 1) * d
      ring[n + 1] = sum + d
    }
    ring[at] = value
    ring[n + 2] = weighted
    if (at + 1 < n) {
      place[0] = at + 1
      return full === 1 ? anchor + weighted / total : Number.NaN
    }
    place[0] = 0
    place[1] = 1
    const centre = ring[0]
    let plain = 0
    let heavy = 0
    for (let i = 1; i < n; i++) {
      const e = ring[i] - centre
      plain += e
      heavy += (i + 1) * e
    }
    ring[n] = centre
    ring[n + 1] = plain
    ring[n + 2] = heavy
    return centre + heavy / total
  }
}

/** Straight line through the last `n` values. */
export interface Trend {
  push(value: number): void
  warm(): boolean
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
