import { timeframeMs } from '#lib/contracts/common.ts'

const week = 7 * 86_400_000
/** Lengths that a bar may have; below those of the platform for bars that are only numbered. */
const lengths = Float64Array.from([1, 10, 100, ...Object.values(timeframeMs)]).sort()
/** A market that rests is this much slower than one that never does, one rung above the other. */
const rung = 1.5

/** Where a spacing is as near to one length as to the next, by ratio. */
const between = lengths.subarray(1).map((length, i) => Math.sqrt(length * lengths[i]))

/** Place of the length next to this spacing. */
function placeOf(spacing: number): number {
  let place = 0
  while (place < between.length && spacing >= between[place]) place++
  return place
}

/** Tells the stretches of the calendar that fits fall into: a new one begins about every `every` bars. */
export interface FitClock {
  /** Takes the open time of the next bar and names the stretch it lies in. */
  next(ts: number): string
  /** Open times of the last `window` bars. */
  readonly times: readonly number[]
  /** Length of a bar and of a stretch as last judged, in milliseconds. */
  readonly bar: number
  readonly length: number
}

/**
 * Stretches hang on the calendar, not on where a series begins: a number of bar lengths since 1970, so a run that starts
 * later fits on the same bars. The length of a bar is the shortest that a quarter of the last `window` bars have. Where those
 * span three weeks or more, nights and weekends are allowed for by the mean spacing, in steps of a half, so that a holiday
 * moves nothing; in less than that the clock alone counts.
 * @param times what the clock before a restart had in `times`
 */
export function fitClock(every: number, window: number, times: readonly number[] = []): FitClock {
  const kept = [...times]
  const counts = new Int32Array(lengths.length)
  for (let i = 1; i < kept.length; i++) counts[placeOf(kept[i] - kept[i - 1])]++
  let bar = Number.NaN
  let length = Number.NaN
  return {
    times: kept,
    get bar() {
      return bar
    },
    get length() {
      return length
    },
    next(ts) {
      if (kept.length > 0) counts[placeOf(ts - kept[kept.length - 1])]++
      kept.push(ts)
      if (kept.length > window) {
        counts[placeOf(kept[1] - kept[0])]--
        kept.shift()
      }
      const spacings = kept.length - 1
      let place = 0
      for (let below = counts[0]; 4 * below < spacings && place < lengths.length - 1; ) below += counts[++place]
      bar = lengths[place]
      const span = ts - kept[0]
      const pace = span >= 3 * week ? rung ** Math.round(Math.log(span / spacings / bar) / Math.log(rung)) : 1
      length = every * bar * pace
      return `${length} ${Math.floor(ts / length)}`
    },
  }
}

/** Bars within which a new stretch has begun: `every`, and what the rounding of the pace may add. */
export const longestStretch = (every: number): number => Math.ceil(every * Math.sqrt(rung)) + 1
