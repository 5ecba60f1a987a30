import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'

const day = 86_400_000
const tradingDays = 252

/** End of a bar that opened at `ts`: the first moment it can be known. */
export function barClose(ts: number, timeframe: Timeframe): number {
  return ts + timeframeMs[timeframe]
}

/**
 * Bars in a year, for annualisation, read off the times themselves: weekends with bars mean a market that never
 * closes (365 days); else 252 sessions with as many bars as a session of this series has on average.
 * @param ts open times in UTC milliseconds, rising.
 */
export function barsPerYear(ts: Float64Array, timeframe: Timeframe): number {
  const length = timeframeMs[timeframe]
  if (timeframe === '1w') return 52
  const neverCloses = hasWeekend(ts) || (length < day && spansLess(ts, 5 * day))
  if (neverCloses) return (365 * day) / length
  if (length >= day) return tradingDays
  let sessions = 0
  let last = -1
  for (let i = 0; i < ts.length; i++) {
    const date = Math.floor(ts[i] / day)
    if (date !== last) sessions++
    last = date
  }
  return sessions === 0 ? tradingDays : tradingDays * (ts.length / sessions)
}

function hasWeekend(ts: Float64Array): boolean {
  for (let i = 0; i < ts.length; i++) {
    const weekday = (Math.floor(ts[i] / day) + 4) % 7
    if (weekday === 6 || weekday === 0) return true
  }
  return false
}

function spansLess(ts: Float64Array, span: number): boolean {
  return ts.length > 1 && ts[ts.length - 1] - ts[0] < span && meanStep(ts) < 1.5 * smallestStep(ts)
}

function meanStep(ts: Float64Array): number {
  return (ts[ts.length - 1] - ts[0]) / (ts.length - 1)
}

function smallestStep(ts: Float64Array): number {
  let step = Number.POSITIVE_INFINITY
  for (let i = 1; i < ts.length; i++) step = Math.min(step, ts[i] - ts[i - 1])
  return step
}
