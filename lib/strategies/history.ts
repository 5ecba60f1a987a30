import type { Memory } from '#lib/indicators/memory.ts'

/** The newest values of several legs, all of one length. */
export interface History {
  /** Adds one value a leg; drops the oldest when full. */
  push(values: ArrayLike<number>): void
  warm(): boolean
  /** Oldest first, one column a leg: a copy, for fits. */
  columns(): Float64Array[]
  /** Value of a leg, i = 0 is the oldest. */
  get(leg: number, i: number): number
}

export function history(memory: Memory, legs: number, bars: number): History {
  const rings = Array.from({ length: legs }, () => memory.take(bars))
  const place = memory.count(2)
  const get = (leg: number, i: number) => {
    const at = place[0] + i
    return rings[leg][at >= bars ? at - bars : at]
  }
  return {
    push(values) {
      for (let leg = 0; leg < legs; leg++) rings[leg][place[0]] = values[leg]
      place[0] = place[0] + 1 === bars ? 0 : place[0] + 1
      if (place[1] < bars) place[1]++
    },
    warm: () => place[1] === bars,
    columns: () => rings.map((_, leg) => Float64Array.from({ length: bars }, (_, i) => get(leg, i))),
    get,
  }
}

/** Logs of the closes into `into`; false where a price is missing. */
export function logsOf(close: Float64Array, into: Float64Array): boolean {
  for (let leg = 0; leg < into.length; leg++) {
    if (!(close[leg] > 0)) return false
    into[leg] = Math.log(close[leg])
  }
  return true
}
