import { type CountableTimeInterval, utcDay, utcHour, utcMinute, utcMonday, utcMonth, utcSecond, utcYear } from 'd3'
import { clock, clockSeconds, day, dayYear, monthName, yearName } from '../_ui/time.ts'
import type { Scale } from './path.ts'

export interface TimeLabel {
  readonly x: number
  readonly text: string
  readonly anchor: 'start' | 'middle' | 'end'
}

export interface TimeFrame {
  /** From the first to the last observation. */
  readonly line: string
  readonly ticks: readonly string[]
  readonly labels: readonly TimeLabel[]
}

interface Step {
  readonly ms: number
  readonly every: { range(start: Date, stop: Date): Date[]; ceil(date: Date): Date }
  readonly write: (at: Date) => string
}

const of = (interval: CountableTimeInterval, n: number) => interval.every(n) ?? interval
const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const oneDay = 24 * hour
const monthOrYear = (at: Date) => (at.getUTCMonth() === 0 ? yearName(at) : monthName(at))
const clockOrDay = (at: Date) => (at.getUTCHours() === 0 && at.getUTCMinutes() === 0 ? day(at) : clock(at))

const steps: readonly Step[] = [
  ...[5, 10, 15, 30].map((n) => ({ ms: n * second, every: of(utcSecond, n), write: clockSeconds })),
  ...[1, 2, 5, 10, 15, 30].map((n) => ({ ms: n * minute, every: of(utcMinute, n), write: clockOrDay })),
  ...[1, 3, 6, 12].map((n) => ({ ms: n * hour, every: of(utcHour, n), write: clockOrDay })),
  { ms: oneDay, every: utcDay, write: day },
  { ms: 7 * oneDay, every: utcMonday, write: day },
  ...[1, 3, 6].map((n) => ({ ms: n * 30.4 * oneDay, every: of(utcMonth, n), write: monthOrYear })),
  ...[1, 2, 5, 10, 20].map((n) => ({ ms: n * 365.25 * oneDay, every: utcYear.every(n) ?? utcYear, write: yearName })),
]

/** Width of a label at 12 pixels, near enough for keeping labels apart. */
const widthOf = (text: string) => text.length * 6

const nameOf = (ms: number, span: number) =>
  span < 10 * minute ? clockSeconds(ms) : span < 2 * oneDay ? clock(ms) : span < 300 * oneDay ? day(ms) : dayYear(ms)

/**
 * The horizontal axis: a line from the first to the last observation with the names of periods under it.
 * @param from first observation, UTC milliseconds; `to` the last; `x` maps milliseconds to pixels.
 * @param live whether the last date is written at the right end.
 */
export function timeFrame(from: number, to: number, x: Scale, live = false): TimeFrame {
  const left = x(from)
  const right = x(to)
  const span = Math.max(1, to - from)
  const step = steps.find((s) => ((right - left) * s.ms) / span >= 72) ?? steps[steps.length - 1]
  const first = nameOf(from, span)
  const last = nameOf(to, span)
  const labels: TimeLabel[] = [{ x: left, text: first, anchor: 'start' }]
  const ticks: string[] = []
  let free = left + widthOf(first) + 16
  const stop = right - (live ? widthOf(last) + 16 : 8)
  for (const date of step.every.range(step.every.ceil(new Date(from)), new Date(to))) {
    const at = x(date.getTime())
    const text = step.write(date)
    const half = widthOf(text) / 2
    if (at - half < free || at + half > stop) continue
    ticks.push(`M${Math.round(at * 10) / 10},0v3`)
    labels.push({ x: at, text, anchor: 'middle' })
    free = at + half + Math.max(12, 48 - widthOf(text))
  }
  if (live && right - left > widthOf(first) + widthOf(last) + 16) labels.push({ x: right, text: last, anchor: 'end' })
  return { line: `M${left},0H${right}`, ticks, labels }
}
