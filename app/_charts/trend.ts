import { extent, quantile, scaleLinear, scaleLog } from 'd3'
import { type EndLabel, pushApart } from './ends.ts'
import { type RangeFrame, rangeFrame } from './frame.ts'
import { bandPath, type Column, linePath, numbers, present, type Scale } from './path.ts'
import { type TimeFrame, timeFrame } from './time.ts'

export interface TrendData {
  /** What is drawn, in words. */
  readonly name: string
  readonly ts: readonly number[]
  readonly values: Column
  /** An interval around the line. */
  readonly low?: Column
  readonly high?: Column
  readonly log?: boolean
  /** A limit; what lies under it is the zone of evidence. */
  readonly limit?: number
  /** The value that would mean that nothing is there: a hairline. */
  readonly rule?: number
  readonly write: (value: number) => string
  /** Where the pair was formed, UTC milliseconds. */
  readonly formedAt?: number
  /** Where something ended, with its word. */
  readonly mark?: { readonly ts: number; readonly word: string }
}

export interface TrendMarks {
  readonly height: number
  readonly left: number
  readonly top: number
  readonly plot: { readonly width: number; readonly height: number }
  readonly x: Scale
  readonly invert: (pixels: number) => number
  readonly line: string
  readonly band: string | null
  readonly rule: string | null
  readonly zone: { readonly y: number; readonly height: number } | null
  readonly cut: number | null
  readonly mark: { readonly x: number; readonly word: string; readonly anchor: 'start' | 'end' } | null
  readonly end: { readonly x: number; readonly y: number } | null
  readonly ends: readonly EndLabel[]
  readonly frame: RangeFrame
  readonly time: TimeFrame & { readonly top: number }
}

/** A p-value may be zero in floating point; a logarithm may not. */
const least = 1e-12

/** One figure over time: a line, its interval where it has one, a limit, and the last value at the end of the line. */
export function trendMarks(data: TrendData, width: number): TrendMarks {
  const { ts, limit, log, write } = data
  const [left, top, height] = [46, 24, 104]
  const plotWidth = Math.max(60, width - left - 48)
  const held = (column: Column) =>
    log ? Array.from(column, (v) => (present(v) ? Math.max(least, v) : null)) : Array.from(column, (v) => v ?? null)
  const values = held(data.values)
  const known = numbers(values)
  const [low, high] = known.length > 0 ? (extent(known) as [number, number]) : [1, 2]
  // The interval may leave the plot: the line is what the scale serves.
  const reach = [low, high, ...(limit === undefined ? [] : [limit])]
  const domain = extent(reach) as [number, number]
  const open = domain[0] === domain[1] ? [domain[0] * 0.99 - 1e-9, domain[1] * 1.01 + 1e-9] : domain
  const y = (log ? scaleLog(open, [height, 0]) : scaleLinear(open, [height, 0])).clamp(true)
  const from = ts[0] ?? 0
  const to = Math.max(from + 1, ts[ts.length - 1] ?? 1)
  const x = scaleLinear([from, to], [0, plotWidth])
  const lastAt = values.findLastIndex(present)
  const last = lastAt < 0 ? null : (values[lastAt] as number)
  const markAt = (mark: TrendData['mark']): TrendMarks['mark'] => {
    if (!mark || mark.ts < from || mark.ts > to) return null
    return { x: x(mark.ts), word: mark.word, anchor: x(mark.ts) < plotWidth / 2 ? 'start' : 'end' }
  }
  const labels: EndLabel[] = []
  if (last !== null) labels.push({ y: y(last), text: write(last), tone: 'b', series: data.name })
  if (limit !== undefined) labels.push({ y: y(limit), text: String(limit) })
  return {
    height: top + height + 28,
    left,
    top,
    plot: { width: plotWidth, height },
    x: (v) => left + x(v),
    invert: (pixels) => x.invert(pixels - left),
    line: linePath(ts, values, x, y),
    band: data.low && data.high ? bandPath(ts, held(data.low), held(data.high), x, y) : null,
    rule:
      data.rule === undefined || data.rule < domain[0] || data.rule > domain[1]
        ? null
        : `M0,${y(data.rule)}H${plotWidth}`,
    zone: limit === undefined ? null : { y: y(limit), height: height - y(limit) },
    cut: data.formedAt !== undefined && data.formedAt > from && data.formedAt < to ? x(data.formedAt) : null,
    mark: markAt(data.mark),
    end: last === null ? null : { x: x(ts[lastAt]), y: y(last) },
    ends: pushApart(labels, 0, height),
    frame: rangeFrame(known, y, write, { ticks: [low, quantile(known, 0.5) ?? low, high] }),
    time: { ...timeFrame(from, to, x), top: top + height + 4 },
  }
}
