import { extent, minIndex, scaleLinear } from 'd3'
import { number, percent, short, signedPercent } from '../_ui/format.ts'
import { inSpan, monthYear } from '../_ui/time.ts'
import { decimate, pick } from './decimate.ts'
import { type EndLabel, pushApart } from './ends.ts'
import { type RangeFrame, rangeFrame } from './frame.ts'
import { bandPath, linePath, type Scale } from './path.ts'
import { type TimeFrame, timeFrame } from './time.ts'

export interface EquityData {
  /** UTC milliseconds, rising. */
  readonly ts: readonly number[]
  /** In account currency. */
  readonly equity: readonly number[]
  /** 0 at a peak, −0.1 ten percent below it. */
  readonly drawdown: readonly number[]
  readonly capital: number
}

export interface Plot {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface EquityMarks {
  readonly height: number
  readonly x: Scale
  readonly invert: (pixels: number) => number
  readonly narrow: boolean
  readonly equity: Plot & { line: string; frame: RangeFrame; ends: EndLabel[]; start: number; mark: number | null }
  readonly drawdown: Plot & {
    line: string
    area: string
    frame: RangeFrame
    ends: EndLabel[]
    worst: { x: number; y: number; text: string; anchor: 'start' | 'end' } | null
  }
  readonly time: TimeFrame & { readonly top: number }
}

const thousands = (v: number) => (Math.abs(v) >= 10_000 ? `${number(v / 1000, 1)}k` : number(v))

/** Equity with its drawdown under it, on one time axis to the pixel. */
export function equityMarks(data: EquityData, width: number, tall = 270): EquityMarks {
  const narrow = width < 480
  const left = 46
  const plotWidth = Math.max(60, width - left - (narrow ? 10 : 84))
  const upper = narrow ? Math.min(tall, 168) : tall
  const lower = narrow ? 40 : 62
  const kept = decimate(data.equity, plotWidth)
  const ts = pick(data.ts, kept)
  const equity = pick(data.equity, kept)
  const drawdown = pick(data.drawdown, kept)
  const from = data.ts[0] ?? 0
  const to = data.ts[data.ts.length - 1] ?? 1
  const x = scaleLinear([from, Math.max(to, from + 1)], [0, plotWidth])
  const high = { left, top: 14, width: plotWidth, height: upper - 22 }
  const low = { left, top: upper + 6, width: plotWidth, height: lower }
  const [least, most] = extent([...equity, data.capital]) as [number, number]
  const y = scaleLinear(least === most ? [least - 1, most + 1] : [least, most], [high.height, 0])
  const worst = Math.min(...drawdown, 0)
  const yd = scaleLinear([worst === 0 ? -0.01 : worst, 0], [low.height, 0])
  const last = equity.length - 1
  const [lowest, highest] = extent(equity) as [number, number]
  const at = minIndex(drawdown)
  const nearRight = at >= 0 && x(ts[at]) > plotWidth - 130
  return {
    height: low.top + low.height + 28,
    narrow,
    x: (v) => left + x(v),
    invert: (pixels) => x.invert(pixels - left),
    equity: {
      ...high,
      line: linePath(ts, equity, x, y),
      frame: rangeFrame(equity, y, thousands, { ticks: [lowest, data.capital, highest] }),
      start: y(data.capital),
      mark: last < 0 ? null : y(equity[last]),
      ends:
        last < 0
          ? []
          : pushApart(
              [
                { y: y(equity[last]), text: number(equity[last]), tone: 'b', series: 'equity' },
                { y: y(data.capital), text: 'start', tone: '' },
              ],
              0,
              high.height,
            ),
    },
    drawdown: {
      ...low,
      line: linePath(ts, drawdown, x, yd),
      area: bandPath(
        ts,
        drawdown,
        drawdown.map(() => 0),
        x,
        yd,
      ),
      frame: rangeFrame(drawdown, yd, (v) => percent(v), { ticks: [worst, 0], quartiles: false }),
      ends: last < 0 ? [] : [{ y: yd(drawdown[last]), text: percent(drawdown[last]), series: 'drawdown' }],
      worst:
        at < 0 || worst === 0
          ? null
          : {
              x: x(ts[at]),
              y: yd(drawdown[at]),
              text: `${percent(drawdown[at])}, ${inSpan(ts[at], to - from)}`,
              anchor: nearRight ? 'end' : 'start',
            },
    },
    time: { ...timeFrame(from, to, x), top: low.top + low.height + 6 },
  }
}

/** One sentence: what was gained from the start, and the worst fall on the way. */
export function equitySentence(data: EquityData, what: string): string {
  const last = data.equity[data.equity.length - 1]
  if (last === undefined) return `${what} has no equity yet.`
  const worst = Math.min(...data.drawdown, 0)
  const change = last / data.capital - 1
  const fall =
    worst === 0 ? 'without a fall on the way' : `after a worst drawdown of ${percent(worst)} ${whenWorst(data)}`
  return `${what} turned ${short(data.capital)} into ${short(last)}, ${signedPercent(change)}, ${fall}.`
}

function whenWorst(data: EquityData): string {
  const at = data.ts[minIndex(data.drawdown)]
  const span = data.ts[data.ts.length - 1] - data.ts[0]
  return span < 172_800_000 ? `at ${inSpan(at, span)}` : `in ${monthYear(at)}`
}

export interface MonthlyReturn {
  readonly year: number
  /** Twelve entries, null where there are no data. */
  readonly months: readonly (number | null)[]
  readonly total: number
}

/** Returns of calendar months (UTC), each from the last equity before it. */
export function monthlyReturns(data: EquityData): MonthlyReturn[] {
  const years = new Map<number, (number | null)[]>()
  let base = data.capital
  for (let i = 0; i < data.ts.length; i++) {
    const date = new Date(data.ts[i])
    const next = i + 1 < data.ts.length ? new Date(data.ts[i + 1]) : null
    const ends = !next || next.getUTCMonth() !== date.getUTCMonth() || next.getUTCFullYear() !== date.getUTCFullYear()
    if (!ends) continue
    const months = years.get(date.getUTCFullYear()) ?? Array.from({ length: 12 }, () => null)
    months[date.getUTCMonth()] = data.equity[i] / base - 1
    years.set(date.getUTCFullYear(), months)
    base = data.equity[i]
  }
  return [...years].map(([year, months]) => ({
    year,
    months,
    total: months.reduce<number>((product, r) => product * (1 + (r ?? 0)), 1) - 1,
  }))
}
