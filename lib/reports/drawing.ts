import type { ReportDrawing, ReportMark } from '#lib/contracts/reports.ts'
import { time } from './words.ts'

type Column = ArrayLike<number | null>

/** One plot over time; several stand under each other on one axis. */
export interface Plot {
  readonly name: string
  readonly values: Column
  /** An interval around the line. */
  readonly low?: Column
  readonly high?: Column
  /** The value that means nothing there. */
  readonly rule?: number
  /** The area between the line and this value is filled. */
  readonly fillTo?: number
  readonly write: (value: number) => string
  readonly height: number
  /** Written over the plot, and the line is dashed: it is no result. */
  readonly watermark?: string
}

const [left, right, top, between, bottom] = [70, 78, 20, 26, 26]
const fine = 10
/** Points a line is thinned to: of every pixel the lowest and the highest. */
const most = 1_400

const present = (v: number | null | undefined): v is number => v !== null && v !== undefined && Number.isFinite(v)
const round = (v: number) => Math.round(v * 10) / 10

/** Indices of a column that keep its shape. */
function thinned(values: Column): number[] {
  const n = values.length
  if (n <= most) return Array.from({ length: n }, (_, i) => i)
  const every = Math.ceil(n / (most / 2))
  const kept = new Set([0, n - 1])
  for (let from = 0; from < n; from += every) {
    let [low, high] = [from, from]
    for (let i = from; i < Math.min(n, from + every); i++) {
      if ((values[i] ?? Number.POSITIVE_INFINITY) < (values[low] ?? Number.POSITIVE_INFINITY)) low = i
      if ((values[i] ?? Number.NEGATIVE_INFINITY) > (values[high] ?? Number.NEGATIVE_INFINITY)) high = i
    }
    kept.add(low)
    kept.add(high)
  }
  return [...kept].sort((a, b) => a - b)
}

/**
 * Plots over one time axis as marks. The vertical axis spans exactly the data of the line (a range frame), the
 * horizontal one the first to the last observation; the last value stands at the end of its line.
 * @param ts UTC milliseconds, rising. @param barMs decides how exactly times are written.
 */
export function drawPlots(ts: ArrayLike<number>, plots: readonly Plot[], barMs: number, width = 720): ReportDrawing {
  const marks: ReportMark[] = []
  const plotWidth = width - left - right
  const [from, to] = [ts[0] ?? 0, ts[ts.length - 1] ?? 1]
  const x = (ms: number) => round(left + (to > from ? (plotWidth * (ms - from)) / (to - from) : 0))
  let y0 = top
  for (const plot of plots) {
    drawPlot(marks, ts, plot, { x, y0, plotWidth })
    y0 += plot.height + between
  }
  const foot = y0 - between + 8
  marks.push({
    kind: 'line',
    tone: 'axis',
    points: [
      [left, foot],
      [left + plotWidth, foot],
    ],
  })
  if (ts.length > 0) {
    const text = (at: number, anchor: 'start' | 'middle' | 'end'): ReportMark => ({
      ...{ kind: 'text', x: x(at), y: foot + 13, text: time(at, barMs), anchor, size: fine, tone: 'quiet' },
    })
    marks.push(text(from, 'start'))
    if (ts.length > 4) marks.push(text(ts[Math.floor(ts.length / 2)], 'middle'))
    if (ts.length > 1) marks.push(text(to, 'end'))
  }
  return { width, height: foot + bottom - 8, marks }
}

function drawPlot(
  marks: ReportMark[],
  ts: ArrayLike<number>,
  plot: Plot,
  { x, y0, plotWidth }: { x: (ms: number) => number; y0: number; plotWidth: number },
): void {
  const { values, height, write } = plot
  const known = Array.from(values).filter(present)
  const lowest = known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const highest = known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  marks.push({ kind: 'text', x: left, y: y0 - 8, text: plot.name, anchor: 'start', size: fine, tone: 'quiet' })
  if (known.length === 0) return
  const refer = [plot.rule, plot.fillTo].filter(present)
  const [bottomValue, topValue] = [Math.min(lowest, ...refer), Math.max(highest, ...refer)]
  const span = topValue - bottomValue || 1
  const y = (v: number) =>
    round(y0 + height - (height * (Math.max(bottomValue, Math.min(topValue, v)) - bottomValue)) / span)
  const rows = thinned(values)
  const lines = (column: Column) =>
    runs(rows, column).map((run) => run.map((i) => [x(ts[i]), y(column[i] as number)] as const))
  const { low, high, fillTo } = plot
  if (low && high) {
    for (const run of runs(rows, low)) {
      const upper = run.map((i) => [x(ts[i]), y(high[i] ?? 0)] as const)
      const lower = run.map((i) => [x(ts[i]), y(low[i] ?? 0)] as const)
      marks.push({ kind: 'area', tone: 'band', points: [...upper, ...lower.toReversed()] })
    }
  }
  if (fillTo !== undefined) {
    for (const line of lines(values)) {
      const [first, last] = [line[0], line[line.length - 1]]
      marks.push({ kind: 'area', tone: 'band', points: [[first[0], y(fillTo)], ...line, [last[0], y(fillTo)]] })
    }
  }
  if (plot.watermark) {
    marks.push({
      ...{ kind: 'text', x: left + plotWidth / 2, y: y0 + height * 0.35, text: plot.watermark, anchor: 'middle' },
      ...{ size: 22, tone: 'watermark' },
    })
  }
  if (plot.rule !== undefined)
    marks.push({
      kind: 'line',
      tone: 'hair',
      points: [
        [left, y(plot.rule)],
        [left + plotWidth, y(plot.rule)],
      ],
    })
  for (const points of lines(values)) marks.push({ kind: 'line', tone: plot.watermark ? 'dashed' : 'main', points })
  const axis = left - 8
  marks.push({
    kind: 'line',
    tone: 'axis',
    points: [
      [axis, y(lowest)],
      [axis, y(highest)],
    ],
  })
  const label = (v: number): ReportMark => ({
    ...{ kind: 'text', x: axis - 6, y: y(v) + 4, text: write(v), anchor: 'end', size: fine, tone: 'quiet' },
  })
  marks.push(label(highest))
  if (y(lowest) - y(highest) >= 14) marks.push(label(lowest))
  const last = known[known.length - 1]
  marks.push({
    ...{ kind: 'text', x: left + plotWidth + 8, y: y(last) + 4, text: write(last), anchor: 'start', size: fine },
    tone: 'ink',
  })
}

/** Stretches without a gap. */
function runs(rows: readonly number[], column: Column): number[][] {
  const found: number[][] = []
  let run: number[] = []
  for (const i of rows) {
    if (present(column[i])) run.push(i)
    else if (run.length > 0) {
      found.push(run)
      run = []
    }
  }
  if (run.length > 0) found.push(run)
  return found
}
