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
  const { fast, slow } = p
  const signals = noSignals(1)
  const below = p.direction === 'both' ? -1 : 0
  let quick = 0
  let steady = 0
  // Bars until each sum is taken anew.
  let left = fast
  let rest = slow
  let side = 0
  // The windows fill: the same steps, with zeros where there is nothing to drop.
  const warm = Math.min(n, slow - 1)
  for (let t = 0; t < warm; t++) {
    const price = close[t]
    if (!(price > 0)) return null
    quick += price - (t >= fast ? close[t - fast] : 0)
    steady += price
    if (--left === 0) {
      left = fast
      quick = sumOf(close, t, fast)
    }
  }
  rest -= warm
  for (let t = warm; t < n; t++) {
    const price = close[t]
    if (!(price > 0)) return null
    quick += price - close[t - fast]
    if (t >= slow) steady += price - close[t - slow]
    if (--left === 0) {
      left = fast
      quick = sumOf(close, t, fast)
    }
    if (--rest === 0) {
      rest = slow
      steady = sumOf(close, t, slow)
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
  return signals
}

function sumOf(close: Float64Array, last: number, count: number): number {
  let sum = 0
  for (let i = last - count + 1; i <= last; i++) sum += close[i]
  return sum
}
