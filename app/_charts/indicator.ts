import { extent, scaleLinear, scaleLog } from 'd3'
import { number, price } from '../_ui/format.ts'
import { type EndLabel, pushApart } from './ends.ts'
import { type RangeFrame, rangeFrame } from './frame.ts'
import { linePath, numbers, present, type Scale, triangle } from './path.ts'
import { type TimeFrame, timeFrame } from './time.ts'

export interface OutputLine {
  readonly name: string
  readonly values: readonly (number | null)[]
}

export interface PatternSighting {
  readonly ts: number
  readonly title: string
  readonly direction: number
}

export interface IndicatorData {
  readonly symbol: string
  readonly group: string
  readonly ts: readonly number[]
  readonly close: readonly number[]
  readonly outputs: readonly OutputLine[]
  readonly patterns: readonly PatternSighting[]
}

interface LineMark {
  readonly name: string
  readonly d: string
}
export interface IndicatorPlot {
  readonly top: number
  readonly height: number
  readonly lines: readonly LineMark[]
  readonly frame: RangeFrame
  readonly ends: readonly EndLabel[]
  readonly zero: string | null
}
export interface IndicatorMarks {
  readonly height: number
  readonly left: number
  readonly width: number
  readonly narrow: boolean
  readonly x: Scale
  readonly invert: (pixels: number) => number
  readonly prices: IndicatorPlot & {
    readonly line: string
    readonly marks: readonly {
      readonly key: string
      readonly x: number
      readonly y: number
      readonly d: string
      readonly tone: string
    }[]
  }
  readonly below: readonly IndicatorPlot[]
  readonly time: TimeFrame & { readonly top: number }
}

/** What is measured in prices; an oscillator near the price by chance is none of these. */
const inPrices = new Set(['average', 'band', 'trend', 'volume', 'microstructure'])

/** Whether an output is a price: of such a kind, and within half of the close wherever it is. */
export function liesOverPrices(group: string, values: OutputLine['values'], close: readonly number[]): boolean {
  if (!inPrices.has(group) || !values.some(present)) return false
  return values.every((value, i) => !present(value) || Math.abs(value / close[i] - 1) < 0.5)
}

const reachOf = (values: OutputLine['values']) => Math.max(...numbers(values).map(Math.abs), 0)
/** How far apart the reach of two lines may be for both to be read on one scale. */
const alike = 20

/** Lines of a like scale share a plot. */
function shared(outputs: readonly OutputLine[]): OutputLine[][] {
  const plots: OutputLine[][] = []
  for (const output of outputs) {
    const reach = reachOf(output.values)
    const room = plots.find(([first]) => {
      const other = reachOf(first.values)
      return reach <= other * alike && other <= reach * alike
    })
    if (room) room.push(output)
    else plots.push([output])
  }
  return plots
}

const open = ([low, high]: [number, number]): [number, number] => (low === high ? [low - 1, high + 1] : [low, high])

/** As many decimals as the values of a plot are apart. */
const writer = ([low, high]: readonly [number, number]) => {
  const span = Math.max(Math.abs(low), Math.abs(high))
  const digits = span >= 1_000 ? 0 : span >= 10 ? 1 : span >= 0.1 ? 2 : 5
  return (v: number) => number(v, digits)
}

const endOf = (output: OutputLine, y: Scale, write: (v: number) => string): EndLabel[] => {
  const last = output.values.findLast(present)
  return present(last) ? [{ y: y(last), text: `${output.name} ${write(last)}`, series: output.name }] : []
}

/** Prices with what lies over them and the patterns seen, and below them the rest, on one time axis. */
export function indicatorMarks(data: IndicatorData, fullWidth: number): IndicatorMarks {
  const narrow = fullWidth < 480
  const left = 50
  const width = Math.max(60, fullWidth - left - (narrow ? 10 : 118))
  const from = data.ts[0] ?? 0
  const to = Math.max(from + 1, data.ts[data.ts.length - 1] ?? 1)
  const x = scaleLinear([from, to], [0, width])
  const [over, under] = [true, false].map((side) =>
    data.outputs.filter(
      ({ values }) => values.some(present) && liesOverPrices(data.group, values, data.close) === side,
    ),
  )
  const priceHeight = narrow ? 180 : 280
  const reach = [...numbers(data.close), ...over.flatMap(({ values }) => numbers(values))]
  const y = scaleLog(open(extent(reach.length > 0 ? reach : [1, 2]) as [number, number]), [priceHeight - 10, 10])
  const last = data.close[data.close.length - 1]
  const below: IndicatorPlot[] = []
  let top = 12 + priceHeight + 34
  for (const group of shared(under)) {
    const height = narrow ? 90 : 110
    const known = group.flatMap(({ values }) => numbers(values))
    const range = extent(known) as [number, number]
    const scale = scaleLinear(open(range), [height, 0])
    const write = writer(range)
    below.push({
      top,
      height,
      lines: group.map(({ name, values }) => ({ name, d: linePath(data.ts, values, x, scale) })),
      frame: rangeFrame(known, scale, write, {
        ticks: range[0] < 0 && range[1] > 0 ? [range[0], 0, range[1]] : [...range],
      }),
      ends: pushApart(
        group.flatMap((output) => endOf(output, scale, write)),
        0,
        height,
      ),
      zero: range[0] < 0 && range[1] > 0 ? `M0,${scale(0)}H${width}` : null,
    })
    top += height + 34
  }
  const at = new Map(data.ts.map((ts, i) => [ts, i]))
  return {
    height: top + 4,
    left,
    width,
    narrow,
    x: (v) => left + x(v),
    invert: (pixels) => x.invert(pixels - left),
    prices: {
      top: 12,
      height: priceHeight,
      line: linePath(data.ts, data.close, x, y),
      lines: over.map(({ name, values }) => ({ name, d: linePath(data.ts, values, x, y) })),
      frame: rangeFrame(data.close, y, price, { ticks: extent(data.close) as [number, number], quartiles: false }),
      ends: present(last)
        ? pushApart(
            [
              { y: y(last), text: `${data.symbol} ${price(last)}`, tone: 'b', series: 'close' },
              ...over.flatMap((output) => endOf(output, y, price)),
            ],
            0,
            priceHeight,
          )
        : [],
      zero: null,
      marks: data.patterns.flatMap(({ ts, title, direction }) => {
        const i = at.get(ts)
        if (i === undefined) return []
        const rises = direction >= 0
        return [
          {
            key: `${ts} ${title}`,
            x: x(ts),
            y: y(data.close[i]) + (rises ? 9 : -9),
            d: triangle(rises ? 1 : -1, 3.4),
            tone: direction > 0 ? 'up' : direction < 0 ? 'down' : 'ctx',
          },
        ]
      }),
    },
    below,
    time: { ...timeFrame(from, to, x), top: top - 24 },
  }
}

/** What the newest bar says. */
export function indicatorSentence(title: string, outputs: readonly OutputLine[]): string {
  const now = outputs.flatMap(({ name, values }) => {
    const last = values[values.length - 1]
    return present(last) ? [`${name} ${Math.abs(last) >= 1 ? number(last, 2) : number(last, 4)}`] : []
  })
  return now.length > 0
    ? `${title} at the last bar: ${now.join(', ')}.`
    : `${title} has no value at the last bar: its window is not full.`
}
