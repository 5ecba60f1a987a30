import { addSignal, noSignals, type Signals } from './follow.ts'

export interface SmaCrossParams {
  readonly fast: number
  readonly slow: number
  readonly direction: 'long' | 'both'
  readonly exposure: number
}

/**
 * Decisions of `sma-cross` over a column of closes. The running sums are those of the strategy to the last bit, taken
 * anew whenever their window has gone round; they are compared without a division, and with it only in doubt.
 * Null where a close is missing: only the strategy itself knows how to wait.
 */
export function smaCrossSignals(close: Float64Array, p: SmaCrossParams): Signals | null {
  const n = close.length
  if (!isPriced(close)) return null
  const { fast, slow } = p
  const signals = noSignals(1)
  const below = p.direction === 'both' ? -1 : 0
  let quick = 0
  let steady = 0
  // What each sum will be when it is taken anew, begun with its window: no bar waits for it.
  let quickAnew = 0
  let steadyAnew = 0
  let left = fast
  let side = 0
  // The windows fill: the same steps, with zeros where there is nothing to drop.
  const warm = Math.min(n, slow - 1)
  for (let t = 0; t < warm; t++) {
    const price = close[t]
    quick += price - (t >= fast ? close[t - fast] : 0)
    quickAnew += price
    steady += price
    if (--left === 0) {
      left = fast
      quick = quickAnew
      quickAnew = 0
    }
  }
  steadyAnew = steady
  let rest = slow - warm
  for (let t = warm; t < n; ) {
    // Up to the bar at which a sum is taken anew.
    const stop = Math.min(n, t + Math.min(left, rest)) - 1
    left -= stop + 1 - t
    rest -= stop + 1 - t
    for (; t <= stop; t++) {
      const price = close[t]
      quick += price - close[t - fast]
      if (t >= slow) steady += price - close[t - slow]
      else steady += price
      quickAnew += price
      steadyAnew += price
      if (t === stop) {
        if (left === 0) {
          left = fast
          quick = quickAnew
          quickAnew = 0
        }
        if (rest === 0) {
          rest = slow
          steady = steadyAnew
          steadyAnew = 0
        }
      }
      const a = quick * slow
      const b = steady * fast
      const doubt = 1e-12 * b
      if (side > 0 ? a > b + doubt : a < b - doubt && (side < 0 || below === 0)) continue
      const f = quick / fast
      const s = steady / slow
      if (f > s && side <= 0) side = 1
      else if (f < s && (below < 0 ? side >= 0 : side > 0)) side = below
      else continue
      addSignal(signals, t, side * p.exposure, 0)
    }
  }
  return signals
}

function isPriced(close: Float64Array): boolean {
  for (let t = 0; t < close.length; t++) if (!(close[t] > 0)) return false
  return true
}
