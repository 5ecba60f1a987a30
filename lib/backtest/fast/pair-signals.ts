import { judge, type PairPosition, type PairRules } from '#lib/strategies/pair-rules.ts'
import type { Signals } from './follow.ts'

export interface PairParams extends PairRules {
  readonly window: number
}

/**
 * Decisions of `pairs-zscore` with a fitted hedge over columns of log prices. The moments are those of the strategy to
 * the last bit; |z| is compared with its thresholds as a ratio of products, with neither division nor root, and worked
 * out as the strategy does it only where a threshold is near.
 */
export function pairSignals(y: Float64Array, x: Float64Array, p: PairParams): Signals {
  const n = y.length
  const { window } = p
  const bar = new Int32Array(n)
  const first = new Float64Array(n)
  const second = new Float64Array(n)
  const position: PairPosition = { side: 'flat', held: 0, locked: false }
  const share = 1 / window
  const free = window - 2
  const entry = p.entry * p.entry * (1 - 1e-6)
  const exit = p.exit * p.exit * (1 + 1e-6)
  const stop = p.stop * p.stop * (1 - 1e-6)
  let count = 0
  let ay = y[0]
  let ax = x[0]
  let sy = 0
  let sx = 0
  let syy = 0
  let sxy = 0
  let sxx = 0
  let turn = window
  let side = 0
  let entered = 0
  let locked = false
  for (let t = 0; t < n; t++) {
    const yt = y[t]
    const xt = x[t]
    if (t >= window) {
      const cxx = sxx - sx * sx * share
      const cxy = sxy - sx * sy * share
      const cyy = syy - sy * sy * share
      const away = (yt - ay - sy * share) * cxx - (xt - ax - sx * share) * cxy
      // z² = square / scale.
      const square = away * away * free
      const scale = cxx * (cxx * cyy - cxy * cxy)
      const quiet =
        side === 0
          ? locked
            ? square > exit * scale
            : square < entry * scale
          : away * side < 0 &&
            square > exit * scale &&
            square < stop * scale &&
            (p.timeStopBars === 0 || t - entered < p.timeStopBars)
      if (!(quiet && scale > 0 && cxx > 1e-14 * sxx)) {
        const dxx = sxx - (sx * sx) / window
        const dxy = sxy - (sx * sy) / window
        const dyy = syy - (sy * sy) / window
        const beta = dxx > 1e-24 * window * (1 + ax * ax) ? dxy / dxx : Number.NaN
        const alpha = ay + sy / window - beta * (ax + sx / window)
        const sd = Math.sqrt(Math.max(0, dyy - beta * dxy) / free)
        const z = sd > 1e-12 * (1 + Math.abs(yt)) ? (yt - alpha - beta * xt) / sd : Number.NaN
        // The rule counts the bars held itself, one a call: it has missed the quiet ones.
        position.held = side === 0 ? 0 : t - entered - 1
        const move = judge(p, z, position)
        locked = position.locked
        if (move !== null) {
          const sign = position.side === 'long' ? 1 : position.side === 'short' ? -1 : 0
          side = sign
          entered = t
          const gross = 1 + Math.abs(beta)
          bar[count] = t
          first[count] = sign === 0 ? 0 : sign / gross
          second[count] = sign === 0 ? 0 : (-sign * beta) / gross
          count++
        }
      }
      const oy = y[t - window] - ay
      const ox = x[t - window] - ax
      sy -= oy
      sx -= ox
      syy -= oy * oy
      sxy -= ox * oy
      sxx -= ox * ox
    }
    const dy = yt - ay
    const dx = xt - ax
    sy += dy
    sx += dx
    syy += dy * dy
    sxy += dx * dy
    sxx += dx * dx
    if (--turn === 0) {
      turn = window
      let totalY = 0
      let totalX = 0
      for (let i = t - window + 1; i <= t; i++) {
        totalY += y[i]
        totalX += x[i]
      }
      ay = totalY / window
      ax = totalX / window
      sy = sx = syy = sxy = sxx = 0
      for (let i = t - window + 1; i <= t; i++) {
        const ey = y[i] - ay
        const ex = x[i] - ax
        sy += ey
        sx += ex
        syy += ey * ey
        sxy += ex * ey
        sxx += ex * ex
      }
    }
  }
  return { count, bar, weights: [first, second] }
}
