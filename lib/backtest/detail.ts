import type { Bars } from '#lib/contracts/bars.ts'
import type { BarView } from '#lib/execution/hit.ts'

/**
 * Finer bars by symbol, looked up by the bar they make up: those that open from its open time on and before its end.
 * Null where there are none, or only one: it would say nothing new.
 */
export function detailOf(
  symbols: readonly string[],
  finer: Readonly<Record<string, Bars>>,
  barMs: number,
): (leg: number, ts: number) => readonly BarView[] | null {
  return (leg, ts) => {
    const bars = finer[symbols[leg]]
    if (!bars) return null
    let low = 0
    let high = bars.ts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (bars.ts[middle] < ts) low = middle + 1
      else high = middle
    }
    const path: BarView[] = []
    for (let i = low; i < bars.ts.length && bars.ts[i] < ts + barMs; i++) {
      const close = bars.close[i]
      path.push({
        open: bars.open?.[i] ?? close,
        high: bars.high?.[i] ?? close,
        low: bars.low?.[i] ?? close,
        close,
        volume: bars.volume?.[i] ?? Number.NaN,
      })
    }
    return path.length > 1 ? path : null
  }
}
