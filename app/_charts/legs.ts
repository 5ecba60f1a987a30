import { extent, scaleLinear, scaleLog } from 'd3'
import { capital, count, plural, price } from '../_ui/format.ts'
import { indexAt } from './cursor.ts'
import type { EndLabel } from './ends.ts'
import type { Plot } from './equity.ts'
import { type RangeFrame, rangeFrame } from './frame.ts'
import { linePath, type Scale, stretchPath } from './path.ts'
import { type TimeFrame, timeFrame } from './time.ts'

/** One round trip as it is drawn on the prices. */
export interface LegTrade {
  readonly entryTs: number
  readonly exitTs: number | null
  readonly exitKind: string | null
  readonly legs: readonly { readonly symbol: string; readonly quantity: number }[]
}

export interface LegsData {
  /** UTC milliseconds, rising; the closes have its length. */
  readonly ts: readonly number[]
  readonly legs: readonly { readonly symbol: string; readonly close: readonly number[] }[]
  readonly trades: readonly LegTrade[]
}

export interface HeldMark {
  readonly key: string
  /** 1: bought, −1: sold. */
  readonly way: 1 | -1
  readonly stretch: string
  readonly entry: { readonly x: number; readonly y: number }
  readonly exit: { readonly x: number; readonly y: number; readonly stop: boolean } | null
}

export interface LegsMarks {
  readonly height: number
  readonly narrow: boolean
  readonly x: Scale
  readonly invert: (pixels: number) => number
  readonly legs: readonly (Plot & {
    readonly symbol: string
    readonly line: string
    readonly held: readonly HeldMark[]
    readonly frame: RangeFrame
    readonly ends: readonly EndLabel[]
  })[]
  readonly time: TimeFrame & { readonly top: number }
}

/** The price of each leg, one under the other, and on each what was held when. */
export function legsMarks({ ts, legs, trades }: LegsData, width: number): LegsMarks {
  const narrow = width < 480
  const left = 52
  const plotWidth = Math.max(60, width - left - (narrow ? 10 : 96))
  const tall = narrow || legs.length > 2 ? 96 : 132
  const from = ts[0] ?? 0
  const to = Math.max(from + 1, ts[ts.length - 1] ?? 1)
  const x = scaleLinear([from, to], [0, plotWidth])
  const plots = legs.map(({ symbol, close }, row) => {
    const plot: Plot = { left, top: 16 + row * (tall + 26), width: plotWidth, height: tall }
    const [low, high] = close.length > 0 ? (extent(close) as [number, number]) : [1, 2]
    const y = scaleLog(low === high ? [low * 0.99, high * 1.01] : [low, high], [tall, 0])
    const last = close[close.length - 1]
    return {
      ...plot,
      symbol,
      line: linePath(ts, close, x, y),
      held: trades.flatMap((trade, i) => heldMark(trade, i, symbol, { ts, close, x, y }) ?? []),
      frame: rangeFrame(close, y, price, { ticks: [low, high], quartiles: false }),
      ends: last === undefined ? [] : [{ y: y(last), text: `${symbol} ${price(last)}`, tone: 'b', series: symbol }],
    }
  })
  const bottom = 16 + legs.length * (tall + 26) - 26
  return {
    height: bottom + 28,
    narrow,
    x: (v) => left + x(v),
    invert: (pixels) => x.invert(pixels - left),
    legs: plots,
    time: { ...timeFrame(from, to, x), top: bottom + 4 },
  }
}

/** Nothing when the trade holds nothing of this leg, or lies outside of the chart. */
function heldMark(
  trade: LegTrade,
  index: number,
  symbol: string,
  { ts, close, x, y }: { ts: readonly number[]; close: readonly number[]; x: Scale; y: Scale },
): HeldMark | null {
  const leg = trade.legs.find((one) => one.symbol === symbol)
  const last = ts[ts.length - 1]
  if (!leg || leg.quantity === 0 || last === undefined || trade.entryTs > last || (trade.exitTs ?? last) < ts[0])
    return null
  const way = leg.quantity > 0 ? 1 : -1
  const from = indexAt(ts, trade.entryTs)
  const to = trade.exitTs === null ? ts.length - 1 : indexAt(ts, trade.exitTs)
  const at = (i: number) => ({ x: x(ts[i]), y: y(close[i]) })
  const begin = at(from)
  return {
    key: `${index} ${symbol}`,
    way,
    stretch: stretchPath(ts, close, x, y, from, to),
    // A triangle stands nine pixels outside of the line: under a purchase, over a sale.
    entry: { x: begin.x, y: begin.y + 9 * way },
    exit: trade.exitTs === null ? null : { ...at(to), stop: trade.exitKind === 'STOP' },
  }
}

/** How often each leg was bought and sold, from the trades that are drawn. @param total trades of the run. */
export function legsSentence({ legs, trades }: LegsData, total: number): string {
  if (trades.length === 0) return 'No trade: the prices alone.'
  const [first] = legs
  const bought = trades.filter((trade) =>
    trade.legs.some((leg) => leg.symbol === first?.symbol && leg.quantity > 0),
  ).length
  const stops = trades.filter((trade) => trade.exitKind === 'STOP').length
  const which =
    total > trades.length
      ? `the first ${count(trades.length)} of ${count(total)} trades`
      : `${count(total)} ${plural(total, 'trade')}`
  const ended = stops > 0 ? `, and ${count(stops)} ended by a stop` : ''
  const times = (n: number) => (n === 1 ? 'once' : n === 0 ? 'never' : `${count(n)} times`)
  return `${capital(which)} bought ${first?.symbol} ${times(bought)} and sold it short ${times(trades.length - bought)}${ended}.`
}
