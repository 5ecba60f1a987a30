import { scaleLinear } from 'd3'
import { ratio } from '../_ui/format.ts'
import { type EndLabel, pushApart } from './ends.ts'

export interface SlopeDatum {
  readonly name: string
  readonly from: number
  readonly to: number
}

export interface SlopeMarks {
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly lines: readonly { readonly key: string; readonly d: string; readonly a: number; readonly b: number }[]
  readonly mean: { readonly d: string; readonly a: number; readonly b: number }
  readonly zero: number | null
  readonly starts: readonly EndLabel[]
  readonly ends: readonly EndLabel[]
}

const average = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** Before and after, one line each, the mean in ink. Only the extremes are named: the rest is the crowd. */
export function slopeMarks(data: readonly SlopeDatum[], width: number, height = 400): SlopeMarks {
  const top = 26
  const left = 46
  const right = width - 116
  const all = data.flatMap(({ from, to }) => [from, to])
  const y = scaleLinear([Math.min(0, ...all), Math.max(0.01, ...all)], [height - 14, top + 8])
  const line = (a: number, b: number) => `M${left},${y(a)}L${right},${y(b)}`
  const [meanFrom, meanTo] = [average(data.map(({ from }) => from)), average(data.map(({ to }) => to))]
  const sorted = data.toSorted((p, q) => q.to - p.to)
  const named = [...new Set([...sorted.slice(0, 2), ...sorted.slice(-2)])]
  const froms = data.map(({ from }) => from)
  return {
    height,
    left,
    right,
    top,
    lines: data.map(({ name, from, to }) => ({ key: name, d: line(from, to), a: y(from), b: y(to) })),
    mean: { d: line(meanFrom, meanTo), a: y(meanFrom), b: y(meanTo) },
    zero: y(0),
    starts: pushApart(
      [
        { y: y(Math.max(...froms)), text: ratio(Math.max(...froms)) },
        { y: y(meanFrom), text: ratio(meanFrom), tone: 'b' },
        { y: y(Math.min(...froms)), text: ratio(Math.min(...froms)) },
      ].toSorted((p, q) => p.y - q.y),
      top,
      height,
    ),
    ends: pushApart(
      [
        ...named.map(({ name, to }) => ({ y: y(to), text: `${ratio(to)} ${name}` })),
        { y: y(meanTo), text: `${ratio(meanTo)} average`, tone: 'b' as const, series: 'mean' },
      ].toSorted((p, q) => p.y - q.y),
      top,
      height,
    ),
  }
}

/** `13 of 15 lines fall. Average 2.38 in, 0.03 out.` */
export function slopeSentence(data: readonly SlopeDatum[]): string {
  if (data.length === 0) return 'No fold has a Sharpe ratio on both sides.'
  const falls = data.filter(({ from, to }) => to < from).length
  const how =
    falls === data.length ? 'No line rises.' : falls === 0 ? 'No line falls.' : `${falls} of ${data.length} lines fall.`
  return `${how} Average ${ratio(average(data.map(({ from }) => from)))} in, ${ratio(average(data.map(({ to }) => to)))} out.`
}
