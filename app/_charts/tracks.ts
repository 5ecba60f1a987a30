import { extent, scaleLinear } from 'd3'
import { signedPercent } from '../_ui/format.ts'
import { decimate, pick } from './decimate.ts'
import { type EndLabel, pushApart } from './ends.ts'
import { type RangeFrame, rangeFrame } from './frame.ts'
import { type Column, linePath, type Scale } from './path.ts'
import { type RibbonMarks, ribbonHeight, ribbonMarks } from './ribbon.ts'
import { type TimeFrame, timeFrame } from './time.ts'

/** Two ways over the same bars, and the regime in which each bar closed. */
export interface TracksData {
  /** UTC milliseconds, rising. */
  readonly ts: readonly number[]
  /** Wealth after each bar from 1 before the first; the first of the two is what the chart is about. */
  readonly lines: readonly [Track, Track]
  /** 0 calm, 1 normal, 2 stressed; null where nothing is told. */
  readonly regime: Column
}
export interface Track {
  readonly name: string
  readonly wealth: readonly number[]
}

export interface TracksMarks {
  readonly height: number
  readonly left: number
  readonly plot: { readonly top: number; readonly width: number; readonly height: number }
  readonly narrow: boolean
  readonly x: Scale
  readonly invert: (pixels: number) => number
  readonly start: number
  readonly lines: readonly { readonly name: string; readonly d: string }[]
  readonly ends: readonly EndLabel[]
  readonly frame: RangeFrame
  readonly ribbon: RibbonMarks & { readonly top: number }
  readonly time: TimeFrame & { readonly top: number }
}

const gained = (wealth: number) => signedPercent(wealth - 1)
const lastOf = ({ wealth }: Track) => wealth[wealth.length - 1] ?? 1

/** Both lines from one start, over the ribbon of regimes, on one time axis to the pixel. */
export function tracksMarks({ ts, lines, regime }: TracksData, width: number): TracksMarks {
  const narrow = width < 480
  const [left, top, height] = [52, 14, narrow ? 130 : 240]
  const plotWidth = Math.max(60, width - left - (narrow ? 10 : 140))
  const from = ts[0] ?? 0
  const to = Math.max(from + 1, ts[ts.length - 1] ?? 1)
  const x = scaleLinear([from, to], [0, plotWidth])
  const [main] = lines
  const [low, high] = extent([...lines.flatMap(({ wealth }) => wealth), 1]) as [number, number]
  const y = scaleLinear(low === high ? [low - 0.01, high + 0.01] : [low, high], [height, 0])
  const [least, most] = main.wealth.length > 0 ? (extent(main.wealth) as [number, number]) : [1, 1]
  const ribbonTop = top + height + 16
  return {
    height: ribbonTop + ribbonHeight + 32,
    ...{ left, narrow, plot: { top, width: plotWidth, height } },
    x: (v) => left + x(v),
    invert: (pixels) => x.invert(pixels - left),
    start: y(1),
    lines: lines.map(({ name, wealth }) => {
      const kept = decimate(wealth, plotWidth)
      return { name, d: linePath(pick(ts, kept), pick(wealth, kept), x, y) }
    }),
    ends: pushApart(
      lines.map((line, i) => ({
        y: y(lastOf(line)),
        text: `${line.name} ${gained(lastOf(line))}`,
        tone: i === 0 ? 'b' : '',
        series: line.name,
      })),
      0,
      height,
      narrow ? 18 : 14,
    ),
    frame: rangeFrame(main.wealth, y, gained, { ticks: [least, 1, most] }),
    ribbon: { ...ribbonMarks(ts, regime, x), top: ribbonTop },
    time: { ...timeFrame(from, to, x), top: ribbonTop + ribbonHeight + 6 },
  }
}

/** What both made from the same start, and for how much of the time it was stressed. */
export function tracksSentence({ lines, regime }: TracksData): string {
  const [main, other] = lines
  if (main.wealth.length === 0) return 'There is nothing to compare.'
  const told = Array.from(regime).filter((value) => value !== null && value !== undefined)
  const stressed = told.filter((value) => value === 2).length
  const share =
    told.length === 0 ? 'nothing was told' : `${Math.round((100 * stressed) / told.length)} % of the bars were stressed`
  return `Out of sample ${main.name} made ${gained(lastOf(main))}, ${other.name} ${gained(lastOf(other))}; ${share}.`
}
