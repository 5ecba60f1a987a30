/** Highs and lows of a moving window: parts of indicators, as those of `parts.ts`. */
import type { Memory } from './memory.ts'

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

/** Largest high and smallest low of the last `n` bars at once. */
export interface Range {
  push(high: number, low: number): void
  warm(): boolean
  high(): number
  low(): number
}

/**
 * Both extremes of a window by blocks of n (van Herk 1992; Gil & Werman 1993), in place: behind the newest bar the ring
 * still holds, from each place of the block before to its end, the best of it; the best of the block under way stands
 * apart. One pass backwards a block; no comparison depends on how many bars a trend keeps alive.
 */
export function rollingRange(memory: Memory, n: number): Range {
  const highs = memory.take(n + 1, -Number.MAX_VALUE)
  const lows = memory.take(n + 1, Number.MAX_VALUE)
  // Best high and low of the block under way.
  const best = memory.take(2, Number.NaN)
  // Next place of the block, bars seen up to n.
  const place = memory.count(2)
  return {
    push(high, low) {
      if (Number.isNaN(high)) return
      let at = place[0]
      if (at === n) {
        let top = highs[n - 1]
        let floor = lows[n - 1]
        for (let k = n - 2; k > 0; k--) {
          const up = highs[k]
          const down = lows[k]
          if (up > top) top = up
          else highs[k] = top
          if (down < floor) floor = down
          else lows[k] = floor
        }
        at = 0
      }
      highs[at] = high
      lows[at] = low
      if (at === 0) {
        best[0] = high
        best[1] = low
      } else {
        if (high > best[0]) best[0] = high
        if (low < best[1]) best[1] = low
      }
      place[0] = at + 1
      if (place[1] < n) place[1]++
    },
    warm: () => place[1] === n,
    high: () => {
      const tail = highs[place[0]]
      return best[0] >= tail ? best[0] : tail
    },
    low: () => {
      const tail = lows[place[0]]
      return best[1] <= tail ? best[1] : tail
    },
  }
}
