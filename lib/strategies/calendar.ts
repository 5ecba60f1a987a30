import type { Memory } from '#lib/indicators/memory.ts'
import { fitClock, longestStretch } from '#lib/regimes/fit-clock.ts'

/** Bars the clock looks at: those of the strategy's own window, but neither too few to know a week nor more than a year. */
const clockBars = (window: number): number => Math.min(252, Math.max(30, window))

/** Stretches of about so many bars that the calendar begins and ends, not the bar a series happens to begin with. */
export interface Calendar {
  /** Takes the open time of the next bar. */
  next(ts: number): void
  /** A stretch has begun with this bar. False as long as the clock has not seen enough bars to tell. */
  readonly begins: boolean
  /** A stretch ends with the close of this bar, as far as its length says. */
  readonly ends: boolean
}

/**
 * What a strategy does every so many bars (a fit, a look at its weights) it does where a stretch begins: a run that starts
 * later then does it on the same bars, and once it is warm it tells the same to the bit.
 * @param every bars of a stretch, about. @param window bars that are looked back on anyway.
 */
export function calendar(memory: Memory, every: number, window: number): Calendar {
  const size = clockBars(window)
  const ring = memory.take(size)
  const count = memory.count(2)
  // Length and number of the stretch of the bar before.
  const stretch = memory.take(2, Number.NaN)
  const kept = Math.min(count[1], size)
  const oldest = count[1] < size ? 0 : count[0]
  const clock = fitClock(
    every,
    size,
    Array.from({ length: kept }, (_, i) => ring[(oldest + i) % size]),
  )
  const now = { begins: false, ends: false }
  return {
    next(ts) {
      clock.next(ts)
      ring[count[0]] = ts
      count[0] = count[0] + 1 === size ? 0 : count[0] + 1
      const wasWarm = count[1] === size
      if (!wasWarm) count[1]++
      const { length, bar } = clock
      const place = Math.floor(ts / length)
      now.begins = wasWarm && (stretch[0] !== length || stretch[1] !== place)
      now.ends = count[1] === size && Math.floor((ts + bar) / length) !== place
      stretch[0] = length
      stretch[1] = place
    },
    get begins() {
      return now.begins
    },
    get ends() {
      return now.ends
    },
  }
}

/** Bars after which a stretch has begun that the clock could tell and that `window` bars lay before. */
export const calendarWarmup = (every: number, window: number): number =>
  Math.max(clockBars(window), window) + longestStretch(every) + 1

/** True once it has been asked more than `bars` times: nothing is decided before the declared warm-up is over. */
export function after(memory: Memory, bars: number): () => boolean {
  const seen = memory.count(1)
  return () => {
    if (seen[0] <= bars) seen[0]++
    return seen[0] > bars
  }
}
