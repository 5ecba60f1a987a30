import { judge, type PairPosition, type PairRules } from '#lib/strategies/pair-rules.ts'
import { addSignal, noSignals, type Signals } from './follow.ts'

export interface PairParams extends PairRules {
  readonly window: number
}

/** Sums over the window before a bar, about anchors: what `rollingLine` keeps, in its order of operations. */
const [ay, ax, sy, sx, syy, sxy, sxx] = [0, 1, 2, 3, 4, 5, 6]

/**
 * Decisions of `pairs-zscore` with a fitted hedge over columns of log prices. The moments are those of the strategy to
 * the last bit; |z| is compared with its thresholds as a ratio of products, with neither division nor root, and worked
 * out as the strategy does it only where a threshold is near.
 */
export function pairSignals(y: Float64Array, x: Float64Array, p: PairParams): Signals {
  const n = y.length
  const { window } = p
  const signals = noSignals(2)
  const position: PairPosition = { side: 'flat', held: 0, locked: 'flat' }
  const reading = new Float64Array(2)
  const m = new Float64Array(7)
  // Squares of the thresholds, with room for rounding: what lies near one of them is worked out in full.
  const entry = p.entry * p.entry * (1 - 1e-6)
  const exit = p.exit * p.exit * (1 + 1e-6)
  const stop = p.stop * p.stop * (1 - 1e-6)
  if (n < window) return signals
  let side = 0
  let entered = 0
  let renewal = 2 * window
  renew(y, x, m, 0, window)
  let t = window
  let judged = false
  while (t < n) {
    if (t === renewal) {
      renew(y, x, m, t - window, t)
      renewal += window
    }
    const timeStop = side !== 0 && p.timeStopBars > 0 ? entered + p.timeStopBars : n
    const to = Math.min(renewal, n, Math.max(timeStop, t))
    // After a stop the spread is watched from the side that was stopped, until it is home.
    const locked = position.locked === 'long' ? 1 : position.locked === 'short' ? -1 : 0
    const low = side !== 0 || locked !== 0 ? exit : -1
    const high = side !== 0 ? stop : locked !== 0 ? Number.POSITIVE_INFINITY : entry
    if (to > t || judged) t = scan(y, x, m, t, Math.max(to, t + 1), window, low, high, side + locked, judged)
    judged = false
    if (t >= n) break
    // A threshold is near, or time is up; at a renewal there is nothing to judge.
    if (t < to || t === timeStop) {
      read(y[t], x[t], m, window, reading)
      // The rule counts the bars held itself, one a call: it has missed the quiet ones.
      position.held = side === 0 ? 0 : t - entered - 1
      const move = judge(p, reading[0], position)
      judged = true
      if (move === null) continue
      side = position.side === 'long' ? 1 : position.side === 'short' ? -1 : 0
      entered = t
      const gross = 1 + Math.abs(reading[1])
      if (side === 0) addSignal(signals, t, 0, 0)
      else addSignal(signals, t, side / gross, (-side * reading[1]) / gross)
    }
  }
  return signals
}

/**
 * Walks on while nothing happens: until z² leaves (low, high), or the spread stands on the wrong side of its mean for the
 * position, or the end. Returns the bar it stops at, with the moments of the window before that bar.
 */
function scan(
  y: Float64Array,
  x: Float64Array,
  m: Float64Array,
  from: number,
  to: number,
  window: number,
  low: number,
  high: number,
  side: number,
  judged: boolean,
): number {
  const share = 1 / window
  const free = window - 2
  const my = m[ay]
  const mx = m[ax]
  let s1 = m[sy]
  let s2 = m[sx]
  let q1 = m[syy]
  let q2 = m[sxy]
  let q3 = m[sxx]
  let t = from
  for (; t < to; t++) {
    const dy = y[t] - my
    const dx = x[t] - mx
    if (!judged) {
      const cxx = q3 - s2 * s2 * share
      const cxy = q2 - s2 * s1 * share
      const cyy = q1 - s1 * s1 * share
      const away = (dy - s1 * share) * cxx - (dx - s2 * share) * cxy
      // z² = square / scale.
      const square = away * away * free
      const scale = cxx * (cxx * cyy - cxy * cxy)
      if (!(square > low * scale && square < high * scale && away * side <= 0 && cxx > 1e-14 * q3)) break
    }
    judged = false
    const oy = y[t - window] - my
    const ox = x[t - window] - mx
    s1 = s1 - oy + dy
    s2 = s2 - ox + dx
    q1 = q1 - oy * oy + dy * dy
    q2 = q2 - ox * oy + dx * dy
    q3 = q3 - ox * ox + dx * dx
  }
  m[sy] = s1
  m[sx] = s2
  m[syy] = q1
  m[sxy] = q2
  m[sxx] = q3
  return t
}

function renew(y: Float64Array, x: Float64Array, m: Float64Array, from: number, to: number): void {
  let totalY = 0
  let totalX = 0
  for (let i = from; i < to; i++) {
    totalY += y[i]
    totalX += x[i]
  }
  const my = totalY / (to - from)
  const mx = totalX / (to - from)
  let s1 = 0
  let s2 = 0
  let q1 = 0
  let q2 = 0
  let q3 = 0
  for (let i = from; i < to; i++) {
    const dy = y[i] - my
    const dx = x[i] - mx
    s1 += dy
    s2 += dx
    q1 += dy * dy
    q2 += dx * dy
    q3 += dx * dx
  }
  m[ay] = my
  m[ax] = mx
  m[sy] = s1
  m[sx] = s2
  m[syy] = q1
  m[sxy] = q2
  m[sxx] = q3
}

/** z and slope of one bar, by the formulas of the strategy; writes both. */
function read(yt: number, xt: number, m: Float64Array, window: number, out: Float64Array): void {
  const dxx = m[sxx] - (m[sx] * m[sx]) / window
  const dxy = m[sxy] - (m[sx] * m[sy]) / window
  const dyy = m[syy] - (m[sy] * m[sy]) / window
  const beta = dxx > 1e-24 * window * (1 + m[ax] * m[ax]) ? dxy / dxx : Number.NaN
  const alpha = m[ay] + m[sy] / window - beta * (m[ax] + m[sx] / window)
  const sd = Math.sqrt(Math.max(0, dyy - beta * dxy) / (window - 2))
  out[0] = sd > 1e-12 * (1 + Math.abs(yt)) ? (yt - alpha - beta * xt) / sd : Number.NaN
  out[1] = beta
}

/** z and slope of every bar for one window; NaN before it is full. What a sweep shares between its combinations. */
export function pairScores(y: Float64Array, x: Float64Array, window: number): { z: Float64Array; beta: Float64Array } {
  const n = y.length
  const z = new Float64Array(n).fill(Number.NaN)
  const beta = new Float64Array(n).fill(Number.NaN)
  const out = new Float64Array(2)
  const m = new Float64Array(7)
  if (n < window) return { z, beta }
  renew(y, x, m, 0, window)
  for (let t = window, renewal = 2 * window; t < n; t++) {
    if (t === renewal) {
      renew(y, x, m, t - window, t)
      renewal += window
    }
    read(y[t], x[t], m, window, out)
    z[t] = out[0]
    beta[t] = out[1]
    scan(y, x, m, t, t + 1, window, 0, 0, 0, true)
  }
  return { z, beta }
}
