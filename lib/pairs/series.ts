import { logs } from '#lib/stats/columns.ts'

/** One series as a scan takes it: close prices by open time. */
export interface ScanSeries {
  readonly symbol: string
  /** UTC milliseconds, strictly rising. */
  readonly ts: Float64Array
  readonly close: Float64Array
}

/** A series looked at once: what is wrong with it, else its log prices. */
export interface Prepared extends ScanSeries {
  readonly log: Float64Array
  /** Why no pair with it can be tested; null: usable. */
  readonly problem: string | null
}

/** Checks a series and takes logs once, for all the pairs it will be part of. */
export function prepare(series: ScanSeries): Prepared {
  const problem = problemOf(series)
  return { ...series, problem, log: problem === null ? logs(series.close) : new Float64Array(0) }
}

function problemOf({ symbol, ts, close }: ScanSeries): string | null {
  if (ts.length !== close.length) return `${symbol} has ${ts.length} times and ${close.length} prices`
  if (close.length === 0) return `${symbol} has no bars`
  let varies = false
  for (let i = 0; i < close.length; i++) {
    const price = close[i]
    if (!Number.isFinite(price)) return `${symbol}: the price of bar ${i + 1} is not a finite number`
    if (price <= 0) return `${symbol}: the price of bar ${i + 1} is ${price}; a logarithm needs a positive one`
    if (!Number.isFinite(ts[i])) return `${symbol}: the time of bar ${i + 1} is not a number`
    if (i > 0 && ts[i] === ts[i - 1]) return `${symbol}: bars ${i} and ${i + 1} have the same time`
    if (i > 0 && ts[i] < ts[i - 1]) return `${symbol}: bar ${i + 1} is earlier than the one before it`
    if (price !== close[0]) varies = true
  }
  return varies ? null : `${symbol} is constant`
}
