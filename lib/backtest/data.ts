import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Bars } from '#lib/contracts/bars.ts'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import { joinByTime, sameTimes, take } from '#lib/market/join.ts'

/** Bars of one symbol as a backtest takes them. */
export interface SymbolBars {
  readonly symbol: string
  readonly bars: Bars
}

/** Every leg on the common times, oldest first. */
export interface Panel {
  readonly symbols: readonly string[]
  readonly ts: Float64Array
  readonly legs: readonly Bars[]
  /** True when some leg has closes only. */
  readonly closeOnly: boolean
  /** Symbols whose volume is zero throughout: a feed without volumes, not a market without trades. */
  readonly silent: readonly string[]
  /** Legs that end well before the others: delisted, or no longer fed. Their last bar, and how many the others have after it. */
  readonly ended: readonly { readonly symbol: string; readonly ts: number; readonly bars: number }[]
  /** Legs that lost more than one bar in a hundred because the others have none at that time. */
  readonly dropped: readonly { readonly symbol: string; readonly share: number }[]
}

const dayMs = 86_400_000
/** A feed may lag by a bar or so; a leg that lags by more has ended. */
const lagBars = 5

/** The end of a span: at midnight it means that whole day, where there are several bars a day. */
export const wholeDay = (to: number | undefined, timeframe: Timeframe): number | undefined =>
  to !== undefined && to % dayMs === 0 && timeframeMs[timeframe] < dayMs ? to + dayMs - 1 : to

/**
 * Joins the legs by time and cuts them to the window, both ends included. An end at midnight means that whole day,
 * as somebody who writes a date expects.
 */
export function panelOf(all: readonly SymbolBars[], timeframe: Timeframe, from?: number, to?: number): Panel {
  // One leg, or several on the same times: nothing to join, and the columns can be read where they are.
  const joined: { ts: Float64Array; rows: readonly Uint32Array[] | null } =
    all.every(({ bars }) => sameTimes(bars.ts, all[0].bars.ts)) && all.length > 0
      ? { ts: all[0].bars.ts, rows: null }
      : joinByTime(all.map(({ bars }) => bars.ts))
  const { ts, rows } = joined
  const end = wholeDay(to, timeframe)
  let first = 0
  let last = ts.length
  while (first < last && from !== undefined && ts[first] < from) first++
  while (last > first && end !== undefined && ts[last - 1] > end) last--
  const times = ts.slice(first, last)
  const legs = all.map(({ bars }, i) => {
    const kept = rows?.[i].subarray(first, last)
    const cut = (values: Float64Array) => (kept ? take(values, kept) : values.subarray(first, last))
    const column = (values: Float64Array | null) => (values === null ? null : cut(values))
    return {
      ts: times,
      open: column(bars.open),
      high: column(bars.high),
      low: column(bars.low),
      close: cut(bars.close),
      volume: column(bars.volume),
    }
  })
  const symbols = all.map(({ symbol }) => symbol)
  const silent = symbols.filter((_, i) => legs[i].volume?.every((volume) => volume === 0))
  const { ended, dropped } = rows ? seams(all, times, from, end) : { ended: [], dropped: [] }
  return { symbols, ts: times, legs, closeOnly: legs.some((leg) => leg.open === null), silent, ended, dropped }
}

/** What an inner join would hide: legs that end early, and bars without a partner. */
function seams(
  all: readonly SymbolBars[],
  times: Float64Array,
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
): Pick<Panel, 'ended' | 'dropped'> {
  const inside = all.map(({ symbol, bars }) => ({ symbol, ts: bars.ts.filter((at) => at >= from && at <= to) }))
  const lastOf = (ts: Float64Array) => ts.at(-1) ?? Number.NEGATIVE_INFINITY
  const longest = inside.reduce((best, one) => (lastOf(one.ts) > lastOf(best.ts) ? one : best))
  const ended = inside
    .map(({ symbol, ts }) => ({
      symbol,
      ts: lastOf(ts),
      bars: longest.ts.reduce((count, at) => (at > lastOf(ts) ? count + 1 : count), 0),
    }))
    .filter(({ ts, bars }) => bars > lagBars && ts === times.at(-1))
  // Before all have begun and after one has ended there is nothing to be joined.
  const dropped = inside
    .map(({ symbol, ts }) => {
      const shared = ts.reduce((count, at) => (at >= times[0] && at <= lastOf(times) ? count + 1 : count), 0)
      return { symbol, share: shared > 0 ? 1 - times.length / shared : 0 }
    })
    .filter(({ share }) => share > 0.01)
  return { ended, dropped }
}

/**
 * SHA-256 over symbols, times and every column that was read, in hexadecimal.
 * @param further columns that took part besides: rates, finer bars.
 */
export function hashPanel(panel: Panel, further: readonly Float64Array[] = []): string {
  const hash = sha256.create()
  hash.update(bytesOf(panel.ts))
  panel.legs.forEach((leg, i) => {
    hash.update(Uint8Array.from(`${panel.symbols[i]}\n`, (character) => character.charCodeAt(0)))
    for (const column of [leg.open, leg.high, leg.low, leg.close, leg.volume]) {
      hash.update(column === null ? Uint8Array.of(0) : bytesOf(column))
    }
  })
  for (const column of further) hash.update(bytesOf(column))
  return bytesToHex(hash.digest())
}

function bytesOf(column: Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
}
