import { extent, max, min, scaleLinear, scaleLog } from 'd3'
import { capital, count, number, plural, price } from '../_ui/format.ts'
import { indexAt } from './cursor.ts'
import { type EndLabel, pushApart } from './ends.ts'
import type { Plot } from './equity.ts'
import { type RangeFrame, rangeFrame } from './frame.ts'
import { bandPath, type Column, linePath, numbers, present, type Scale, stretchPath } from './path.ts'
import { type TimeFrame, timeFrame } from './time.ts'
import type { Trip } from './trips.ts'

export interface PairData {
  readonly y: string
  readonly x: string
  /** UTC milliseconds, rising. All columns have its length. */
  readonly ts: readonly number[]
  readonly yClose: Column
  readonly xClose: Column
  /** log y − α − β log x. */
  readonly spread: Column
  readonly mean: Column
  readonly sd: Column
  readonly z: Column
  /** Entry and stop in standard deviations. */
  readonly entry: number
  readonly stop: number
  /** When the hedge ratio was frozen. */
  readonly formedAt: number
  readonly trips: readonly Trip[]
}

export interface TripMark {
  readonly side: 'long' | 'short'
  readonly stretch: string
  readonly entry: { readonly x: number; readonly y: number }
  readonly exit: { readonly x: number; readonly y: number; readonly stop: boolean } | null
}

export interface PairMarks {
  readonly height: number
  readonly narrow: boolean
  readonly x: Scale
  readonly invert: (pixels: number) => number
  readonly cut: number | null
  readonly prices: Plot & { y: string; x: string; frame: RangeFrame; ends: EndLabel[]; caption: string | null }
  readonly spread: Plot & {
    line: string
    band: string
    mean: string
    frame: RangeFrame
    ends: EndLabel[]
    trips: TripMark[]
    names: { x: number; y: number; text: string; tone: string; anchor: 'start' | 'middle' | 'end' }[]
  }
  readonly score: Plot & { line: string; frame: RangeFrame; ends: EndLabel[]; rules: string[] }
  readonly time: TimeFrame & { readonly top: number }
}

const bp = 10_000

/** Widens an interval that is a point, so that a scale over it is defined. */
const open = ([low, high]: [number, number]): [number, number] => (low === high ? [low - 1, high + 1] : [low, high])

/** Prices far apart are set to 100 at their first bar, so that both lines can be read on one axis. */
function indexed(data: PairData): { y: Column; x: Column; caption: string | null } {
  const all = [...numbers(data.yClose), ...numbers(data.xClose)]
  if ((max(all) ?? 1) / Math.max(1e-12, min(all) ?? 1) < 4) return { y: data.yClose, x: data.xClose, caption: null }
  const to100 = (column: Column) => {
    const first = numbers(column)[0] ?? 1
    return Array.from(column, (v) => (present(v) ? (v / first) * 100 : null))
  }
  return { y: to100(data.yClose), x: to100(data.xClose), caption: 'both set to 100 at the first bar' }
}

const lastOf = (column: Column): number => {
  for (let i = column.length - 1; i >= 0; i--) if (present(column[i])) return column[i] as number
  return Number.NaN
}

/** Prices, spread with its band and trades, z-score: three plots on one time axis to the pixel. */
export function pairMarks(data: PairData, width: number): PairMarks {
  const narrow = width < 480
  const left = 46
  const plotWidth = Math.max(60, width - left - (narrow ? 10 : 74))
  const from = data.ts[0] ?? 0
  const to = data.ts[data.ts.length - 1] ?? 1
  const x = scaleLinear([from, Math.max(to, from + 1)], [0, plotWidth])
  const prices: Plot = { left, top: 10, width: plotWidth, height: narrow ? 112 : 134 }
  const spread: Plot = { left, top: prices.top + prices.height + 38, width: plotWidth, height: narrow ? 190 : 280 }
  const score: Plot = { left, top: spread.top + spread.height + 30, width: plotWidth, height: narrow ? 80 : 92 }
  return {
    height: score.top + score.height + 28,
    narrow,
    x: (v) => left + x(v),
    invert: (pixels) => x.invert(pixels - left),
    cut: data.formedAt > from && data.formedAt < to ? x(data.formedAt) : null,
    prices: { ...prices, ...pricePlot(data, x, prices) },
    spread: { ...spread, ...spreadPlot(data, x, spread, narrow) },
    score: { ...score, ...scorePlot(data, x, score) },
    time: { ...timeFrame(from, to, x), top: score.top + score.height + 4 },
  }
}

function pricePlot(data: PairData, x: Scale, plot: Plot) {
  const { y: first, x: second, caption } = indexed(data)
  const all = [...numbers(first), ...numbers(second)]
  const [low, high] = all.length > 0 ? (extent(all) as [number, number]) : [1, 2]
  const y = scaleLog(low === high ? [low * 0.99, high * 1.01] : [low, high], [plot.height, 0])
  const write = (v: number) => (high >= 100 ? number(v) : price(v))
  const end = (symbol: string, shown: Column, real: Column, tone: string, series: string) => ({
    y: y(lastOf(shown)),
    text: `${symbol} ${price(lastOf(real))}`,
    tone,
    series,
  })
  return {
    caption,
    y: linePath(data.ts, first, x, y),
    x: linePath(data.ts, second, x, y),
    frame: rangeFrame(all, y, write, { ticks: [low, high], quartiles: false }),
    ends: Number.isFinite(lastOf(first) + lastOf(second))
      ? pushApart(
          [end(data.y, first, data.yClose, 'b', 'y'), end(data.x, second, data.xClose, '', 'x')],
          0,
          plot.height,
        )
      : [],
  }
}

function spreadPlot(data: PairData, x: Scale, plot: Plot, narrow: boolean) {
  const away = Array.from(data.spread, (v, i) => {
    const mean = data.mean[i]
    return present(v) && present(mean) ? (v - mean) * bp : null
  })
  const edge = (k: number) => Array.from(data.sd, (v) => (present(v) ? v * k * bp : null))
  const [upper, lower] = [edge(data.entry), edge(-data.entry)]
  const known = numbers(away)
  const y = scaleLinear(open(extent([...known, 0]) as [number, number]), [plot.height, 0]).clamp(true)
  const trips = data.trips.flatMap((trip) => tripMark(trip, data.ts, away, x, y) ?? [])
  const words = narrow
    ? { long: 'long', short: 'short' }
    : { long: `long: buy ${data.y}, sell ${data.x}`, short: `short: sell ${data.y}, buy ${data.x}` }
  const last = lastOf(data.sd) * data.entry * bp
  return {
    line: linePath(data.ts, away, x, y),
    band: bandPath(data.ts, lower, upper, x, y),
    mean: `M0,${y(0)}H${plot.width}`,
    frame: rangeFrame(known, y, (v) => number(v), { ticks: [min(known) ?? 0, 0, max(known) ?? 0] }),
    ends: pushApart(
      [
        { y: y(0), text: 'mean', series: 'spread' },
        ...(Number.isFinite(last)
          ? [
              { y: y(last), text: `+${number(data.entry, 1)} sd` },
              { y: y(-last), text: `−${number(data.entry, 1)} sd` },
            ]
          : []),
      ],
      0,
      plot.height,
    ),
    trips,
    names: [...nameOf('long', words.long, trips, plot), ...nameOf('short', words.short, trips, plot)],
  }
}

/** Names one trip of a side, the latest whose name does not lie over the word of a stop. */
function nameOf(side: 'long' | 'short', text: string, trips: readonly TripMark[], plot: Plot) {
  const half = text.length * 3
  const stops = trips.flatMap(({ exit }) => (exit?.stop ? [exit] : []))
  const places = trips
    .filter((trip) => trip.side === side)
    .map(({ entry }) => {
      const anchor = entry.x < half ? 'start' : entry.x > plot.width - half ? 'end' : 'middle'
      const y = Math.max(8, Math.min(plot.height + 12, entry.y + (side === 'long' ? 22 : -16)))
      const middle = anchor === 'middle' ? entry.x : anchor === 'start' ? entry.x + half : entry.x - half
      const free = stops.every((stop) => Math.abs(stop.x - middle) > half + 16 || Math.abs(stop.y - 8 - y) > 16)
      return { x: entry.x, y, text, tone: side === 'long' ? 'up' : 'down', anchor, free } as const
    })
  const chosen = places.findLast((place) => place.free) ?? places[places.length - 1]
  return chosen ? [chosen] : []
}

function tripMark(trip: Trip, ts: readonly number[], values: Column, x: Scale, y: Scale): TripMark | null {
  const first = ts[0]
  const last = ts[ts.length - 1]
  if (trip.in > last || (trip.out !== null && trip.out < first)) return null
  const begin = indexAt(ts, Math.max(first, trip.in))
  const end = trip.out === null ? ts.length - 1 : indexAt(ts, trip.out)
  const at = (i: number) => (present(values[i]) ? { x: x(ts[i]), y: y(values[i] as number) } : null)
  const entry = at(begin)
  if (!entry) return null
  const exit = trip.out === null ? null : at(end)
  return {
    side: trip.side,
    stretch: stretchPath(ts, values, x, y, begin, end),
    entry: { x: entry.x, y: entry.y + (trip.side === 'long' ? 9 : -9) },
    exit: exit && { ...exit, stop: trip.how === 'STOP' },
  }
}

function scorePlot(data: PairData, x: Scale, plot: Plot) {
  const known = numbers(data.z)
  const y = scaleLinear(open(extent([...known, -data.entry, data.entry]) as [number, number]), [plot.height, 0])
  const last = lastOf(data.z)
  return {
    line: linePath(data.ts, data.z, x, y),
    frame: rangeFrame(known, y, (v) => number(v, 1), { ticks: [min(known) ?? 0, 0, max(known) ?? 0] }),
    rules: [data.entry, -data.entry].map((k) => `M0,${y(k)}H${plot.width}`),
    ends: pushApart(
      [
        { y: y(data.entry), text: 'enter short', tone: 'down' },
        { y: y(-data.entry), text: 'enter long', tone: 'up' },
        ...(Number.isFinite(last) ? [{ y: y(last), text: number(last, 2), tone: 'b', series: 'z' }] : []),
      ],
      0,
      plot.height,
    ),
  }
}

/** One sentence about the trades in view, from the same trips that are drawn. */
export function pairSentence(data: Pick<PairData, 'trips' | 'entry' | 'z'>): string {
  const done = data.trips.filter((trip) => trip.out !== null)
  const stopped = done.filter((trip) => trip.how === 'STOP').length
  const held = data.trips.find((trip) => trip.out === null)
  const last = lastOf(data.z)
  if (data.trips.length === 0) {
    const reached = max(numbers(data.z), Math.abs)
    return reached === undefined
      ? 'No z-score yet: the window is not full.'
      : `No entry in view: z came to ${number(reached, 2)} at most, an entry needs ${number(data.entry, 1)}.`
  }
  const closed =
    done.length === 0
      ? 'No round trip is closed in view'
      : `${capital(count(done.length - stopped))} of ${count(done.length)} ${plural(done.length, 'entry', 'entries')} in view reverted${stopped > 0 ? `, ${count(stopped)} stopped` : ''}`
  const now = held ? `${held.side} since z ${number(held.zIn, 2)}` : 'now flat'
  return `${closed}; ${now}${Number.isFinite(last) ? `, z is ${number(last, 2)}` : ''}.`
}
