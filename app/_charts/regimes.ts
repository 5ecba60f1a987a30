import { extent, quantile, scaleLinear, scaleLog } from 'd3'
import { number } from '../_ui/format.ts'
import { decimate, pick } from './decimate.ts'
import { type EndLabel, pushApart } from './ends.ts'
import { type RangeFrame, rangeFrame } from './frame.ts'
import { type Column, linePath, present, type Scale } from './path.ts'
import { type RibbonMarks, ribbonHeight, ribbonMarks } from './ribbon.ts'
import { type TimeFrame, timeFrame } from './time.ts'

export interface RegimesData {
  /** UTC milliseconds, rising. */
  readonly ts: readonly number[]
  /** Price of the market, above zero. */
  readonly level: Column
  /** 0 calm, 1 normal, 2 stressed; null where nothing is told. */
  readonly regime: Column
}

export interface RegimesMarks {
  readonly height: number
  readonly left: number
  readonly plot: { readonly top: number; readonly width: number; readonly height: number }
  readonly ribbon: RibbonMarks & { readonly top: number }
  readonly x: Scale
  readonly invert: (pixels: number) => number
  readonly line: string
  readonly end: { readonly x: number; readonly y: number } | null
  readonly ends: readonly EndLabel[]
  readonly frame: RangeFrame
  readonly time: TimeFrame & { readonly top: number }
}

/** The price of a market over the ribbon of its regimes, on one time axis to the pixel. */
export function regimesMarks(data: RegimesData, width: number, tall = 230): RegimesMarks {
  const narrow = width < 480
  const [left, top] = [46, 14]
  const plotWidth = Math.max(60, width - left - (narrow ? 10 : 84))
  const height = narrow ? Math.min(tall, 140) : tall
  const kept = decimate(data.level, plotWidth)
  const ts = pick(data.ts, kept)
  const level = pick(data.level, kept)
  const from = data.ts[0] ?? 0
  const to = Math.max(from + 1, data.ts.at(-1) ?? 1)
  const x = scaleLinear([from, to], [0, plotWidth])
  const known = level.filter((value): value is number => present(value) && value > 0)
  const [low, high] = known.length > 0 ? (extent(known) as [number, number]) : [1, 2]
  // Growth is a ratio: on a log scale the same move has the same height at any price.
  const y = scaleLog(low === high ? [low * 0.99, high * 1.01] : [low, high], [height, 0])
  const last = known.at(-1)
  const written = (v: number) => number(v, high < 10 ? 2 : high < 1_000 ? 1 : 0)
  const ends: EndLabel[] = last === undefined ? [] : [{ y: y(last), text: written(last), tone: 'b', series: 'level' }]
  const ribbonTop = top + height + 16
  return {
    height: ribbonTop + ribbonHeight + 32,
    left,
    plot: { top, width: plotWidth, height },
    ribbon: { ...ribbonMarks(data.ts, data.regime, x), top: ribbonTop },
    x: (v) => left + x(v),
    invert: (pixels) => x.invert(pixels - left),
    line: linePath(ts, level, x, y),
    end: last === undefined ? null : { x: plotWidth, y: y(last) },
    ends: pushApart(ends, 0, height),
    frame: rangeFrame(known, y, written, { ticks: [low, quantile(known, 0.5) ?? low, high] }),
    time: { ...timeFrame(from, to, x), top: ribbonTop + ribbonHeight + 6 },
  }
}
