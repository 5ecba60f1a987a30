import type { Bars } from '#lib/contracts/bars.ts'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import type { Market } from '#lib/contracts/strategy.ts'

/** Bars of one symbol and one length. */
export interface TimedBars {
  readonly symbol: string
  readonly timeframe: Timeframe
  readonly bars: Bars
}

export type OpenMarket = { -readonly [K in keyof Market]: Market[K] }

export function emptyMarket(legs: number): OpenMarket {
  const column = () => new Float64Array(legs).fill(Number.NaN)
  return { ts: 0, index: 0, open: column(), high: column(), low: column(), close: column(), volume: column() }
}

/** All symbols of one bar length, walked bar by bar. What has no bar at a time is NaN there. */
export interface Track {
  readonly timeframe: Timeframe
  readonly symbols: readonly string[]
  /** Open times at which some symbol has a bar, rising. */
  readonly ts: Float64Array
  /** The newest bar that was taken. */
  readonly market: OpenMarket
  /** Close of the next bar; infinite after the last. */
  next(): number
  /** Shows the next bar in `market`. */
  take(): void
}

export function trackOf(timeframe: Timeframe, all: readonly TimedBars[], from: number, to: number): Track {
  const columns = all.map(({ bars }) => bars)
  const times = new Set<number>()
  for (const { ts } of columns) for (const at of ts) if (at >= from && at <= to) times.add(at)
  const ts = Float64Array.from(times).sort()
  const lengthMs = timeframeMs[timeframe]
  const market = emptyMarket(columns.length)
  const rows = new Uint32Array(columns.length)
  // A feed without volumes has zeros; a market without trades has not.
  const silent = columns.map(({ volume }) => volume === null || volume.every((value) => value === 0))
  let at = 0
  return {
    timeframe,
    symbols: all.map(({ symbol }) => symbol),
    ts,
    market,
    next: () => (at < ts.length ? ts[at] + lengthMs : Number.POSITIVE_INFINITY),
    take() {
      market.ts = ts[at]
      market.index = ++at
      for (const [leg, bars] of columns.entries()) {
        while (rows[leg] < bars.ts.length && bars.ts[rows[leg]] < market.ts) rows[leg]++
        const row = rows[leg]
        const here = bars.ts[row] === market.ts
        market.open[leg] = here ? (bars.open?.[row] ?? Number.NaN) : Number.NaN
        market.high[leg] = here ? (bars.high?.[row] ?? Number.NaN) : Number.NaN
        market.low[leg] = here ? (bars.low?.[row] ?? Number.NaN) : Number.NaN
        market.close[leg] = here ? bars.close[row] : Number.NaN
        market.volume[leg] = here && !silent[leg] ? (bars.volume?.[row] ?? Number.NaN) : Number.NaN
      }
    },
  }
}
