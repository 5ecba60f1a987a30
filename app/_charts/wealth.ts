import { extent, scaleLinear } from 'd3'
import { count, signedPercent } from '../_ui/format.ts'
import { type EndLabel, pushApart } from './ends.ts'
import { type RangeFrame, rangeFrame } from './frame.ts'
import { linePath, type Scale } from './path.ts'
import { type TimeFrame, timeFrame } from './time.ts'

/** Several runs from the same start, best first. */
export interface WealthData {
  /** UTC milliseconds, rising. */
  readonly ts: readonly number[]
  /** 1 at the first time. */
  readonly runs: readonly { readonly id: string; readonly name: string; readonly wealth: readonly number[] }[]
}

export interface WealthMarks {
  readonly height: number
  readonly left: number
  readonly top: number
  readonly plot: { readonly width: number; readonly height: number }
  readonly narrow: boolean
  readonly x: Scale
  readonly invert: (pixels: number) => number
  readonly start: number
  readonly lines: readonly { readonly id: string; readonly name: string; readonly d: string }[]
  readonly ends: readonly EndLabel[]
  readonly frame: RangeFrame
  readonly time: TimeFrame & { readonly top: number }
}

const gained = (wealth: number) => signedPercent(wealth - 1)

/** Longest name that fits beside the plot. */
const nameLength = 30
const short = (name: string) => (name.length > nameLength ? `${name.slice(0, nameLength - 1)}…` : name)

/** Lines over each other from one start, each with its name at its end. */
export function wealthMarks({ ts, runs }: WealthData, width: number): WealthMarks {
  const narrow = width < 480
  const [left, top, height] = [52, 14, narrow ? 168 : 270]
  const plotWidth = Math.max(60, width - left - (narrow ? 10 : 240))
  const values = runs.flatMap(({ wealth }) => wealth)
  const [low, high] = extent([...values, 1]) as [number, number]
  const y = scaleLinear(low === high ? [low - 0.01, high + 0.01] : [low, high], [height, 0])
  const from = ts[0] ?? 0
  const to = Math.max(from + 1, ts[ts.length - 1] ?? 1)
  const x = scaleLinear([from, to], [0, plotWidth])
  return {
    height: top + height + 28,
    ...{ left, top, narrow, plot: { width: plotWidth, height } },
    x: (v) => left + x(v),
    invert: (pixels) => x.invert(pixels - left),
    start: y(1),
    lines: runs.map(({ id, name, wealth }) => ({ id, name, d: linePath(ts, wealth, x, y) })),
    ends: pushApart(
      runs.map(({ name, wealth }, i) => ({
        y: y(wealth[wealth.length - 1] ?? 1),
        text: `${i + 1}. ${short(name)} ${gained(wealth[wealth.length - 1] ?? 1)}`,
        tone: i === 0 ? 'b' : '',
        series: name,
      })),
      0,
      height,
      narrow ? 18 : 14,
    ),
    frame: rangeFrame(values, y, gained, { ticks: [Math.min(...values), 1, Math.max(...values)] }),
    time: { ...timeFrame(from, to, x), top: top + height + 4 },
  }
}

/** Who gained most and least over the same time. */
export function wealthSentence({ runs }: WealthData): string {
  const ends = runs
    .map(({ name, wealth }) => ({ name, end: wealth[wealth.length - 1] ?? 1 }))
    .sort((a, b) => b.end - a.end)
  const [most] = ends
  const least = ends[ends.length - 1]
  if (!most || !least) return 'There is nothing to compare.'
  if (ends.length === 1) return `${most.name} made ${gained(most.end)}.`
  const above = ends.filter(({ end }) => end > 1).length
  return `From the same start ${most.name} made ${gained(most.end)} and ${least.name} ${gained(least.end)}; ${above === ends.length ? 'all gained' : `${above === 0 ? 'none' : count(above)} of ${count(ends.length)} gained`}.`
}
