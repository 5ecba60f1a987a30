import { line, scaleLinear, scalePoint } from 'd3'
import { minus } from '../_ui/format.ts'

export interface ParallelTrial {
  /** One value a parameter, in the order of the names. */
  readonly values: readonly (number | string | boolean)[]
  readonly score: number
}

export interface ParallelMarks {
  readonly height: number
  readonly top: number
  readonly bottom: number
  readonly axes: readonly { readonly x: number; readonly name: string; readonly low: string; readonly high: string }[]
  readonly others: string
  readonly best: readonly string[]
}

const short = (value: number | string | boolean) =>
  typeof value === 'number' ? String(Number(value.toPrecision(3))).replace('-', minus) : String(value)

/**
 * Each trial as a line over its parameters to its score: the best twentieth in ink, the others in grey. Where the ink
 * runs together a parameter matters; where it spreads, it does not.
 */
export function parallelMarks(
  names: readonly string[],
  trials: readonly ParallelTrial[],
  width: number,
): ParallelMarks {
  const [top, bottom] = [22, 188]
  const x = scalePoint([...names, 'score'], [26, Math.max(120, width - 46)])
  const columns = names.map((name, k) => {
    const given = trials.map(({ values }) => values[k])
    const distinct = [...new Set(given)].sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0))
    const place = new Map(distinct.map((value, i) => [value, typeof value === 'number' ? value : i] as const))
    const all = [...place.values()]
    const [low, high] = [Math.min(...all), Math.max(...all)]
    const y = low === high ? () => (top + bottom) / 2 : scaleLinear([low, high], [bottom, top])
    return {
      name,
      x: x(name) ?? 0,
      y: (value: ParallelTrial['values'][number]) => y(place.get(value) ?? low),
      low: distinct.length > 0 ? short(distinct[0]) : '',
      high: distinct.length > 1 ? short(distinct[distinct.length - 1]) : '',
    }
  })
  const scores = trials.map(({ score }) => score)
  const [worst, finest] = [Math.min(...scores), Math.max(...scores)]
  const end = worst === finest ? () => (top + bottom) / 2 : scaleLinear([worst, finest], [bottom, top])
  const path = line<readonly [number, number]>()
  const draw = ({ values, score }: ParallelTrial) =>
    path([
      ...columns.map((column, k) => [column.x, column.y(values[k])] as const),
      [x('score') ?? 0, end(score)] as const,
    ]) ?? ''
  const sorted = trials.toSorted((a, b) => b.score - a.score)
  const count = Math.max(1, Math.ceil(sorted.length / 20))
  return {
    height: 214,
    top,
    bottom,
    axes: [
      ...columns.map(({ name, x: at, low, high }) => ({ name, x: at, low, high })),
      ...(scores.length > 0 ? [{ name: 'score', x: x('score') ?? 0, low: short(worst), high: short(finest) }] : []),
    ],
    others: sorted.slice(count, 1_000).map(draw).join(''),
    best: sorted.slice(0, count).map(draw),
  }
}
