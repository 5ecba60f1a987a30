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
}

const dayMs = 86_400_000

/**
 * Joins the legs by time and cuts them to the window, both ends included. An end at midnight means that whole day,
 * as somebody who writes a date expects.
 */
export function panelOf(all: readonly SymbolBars[], timeframe: Timeframe, from?: number, to?: number): Panel {
  // One leg, or several on the same times: nothing to join, and the columns can be read where they are.
  const joined =
    all.every(({ bars }) => sameTimes(bars.ts, all[0].bars.ts)) && all.length > 0
      ? { ts: all[0].bars.ts, rows: null }
      : joinByTime(all.map(({ bars }) => bars.ts))
  const { ts, rows } = joined
  const end = to !== undefined && to % dayMs === 0 && timeframeMs[timeframe] < dayMs ? to + dayMs - 1 : to
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
  return { symbols, ts: times, legs, closeOnly: legs.some((leg) => leg.open === null), silent }
}

/** SHA-256 over symbols, times and every column that was read, in hexadecimal. */
export function hashPanel(panel: Panel): string {
  const hash = sha256.create()
  hash.update(bytesOf(panel.ts))
  panel.legs.forEach((leg, i) => {
    hash.update(Uint8Array.from(`${panel.symbols[i]}\n`, (character) => character.charCodeAt(0)))
    for (const column of [leg.open, leg.high, leg.low, leg.close, leg.volume]) {
      hash.update(column === null ? Uint8Array.of(0) : bytesOf(column))
    }
  })
  return bytesToHex(hash.digest())
}

function bytesOf(column: Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
}
