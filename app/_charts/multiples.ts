import { extent, scaleLinear } from 'd3'
import { capital, count, list, signed, signedPercent } from '../_ui/format.ts'
import { linePath } from './path.ts'

/** One line of several that are told apart by their place. */
export interface Multiple {
  readonly name: string
  /** UTC milliseconds, rising. */
  readonly ts: readonly number[]
  readonly values: readonly number[]
  /** What it began with. */
  readonly start: number
  /** What it brought, in the currency of the account. */
  readonly gained: number
}

export interface MultiplesMarks {
  readonly width: number
  readonly height: number
  readonly rule: number
  readonly ruleTo: number
  /** All lines in one: the ground of every frame. */
  readonly all: string
  /** Most gained first. */
  readonly frames: readonly {
    readonly name: string
    readonly gained: string
    readonly d: string
    readonly end: { readonly x: number; readonly y: number; readonly text: string }
  }[]
}

/** Small multiples on one scale of time and of wealth, 1 at the start, with all others behind each. */
export function multiplesMarks(lines: readonly Multiple[], width = 150, height = 84): MultiplesMarks {
  const right = width - 46
  const wealth = lines.map(({ values, start }) => values.map((v) => v / start))
  const [low, high] = extent([1, ...wealth.flat()]) as [number, number]
  const y = scaleLinear(low === high ? [low - 0.01, high + 0.01] : [low, high], [height - 4, 6])
  const [from = 0, to = 1] = extent(lines.flatMap(({ ts }) => [ts[0] ?? 0, ts[ts.length - 1] ?? 1])) as [number, number]
  const x = scaleLinear([from, Math.max(to, from + 1)], [0, right])
  const paths = lines.map(({ ts }, i) => linePath(ts, wealth[i], x, y))
  const frames = lines.map(({ name, gained, ts }, i) => {
    const last = wealth[i][wealth[i].length - 1] ?? 1
    return {
      name,
      gained: signed(gained),
      d: paths[i],
      end: { x: x(ts[ts.length - 1] ?? from), y: y(last), text: signedPercent(last - 1) },
    }
  })
  const order = lines.map((_, i) => i).sort((a, b) => lines[b].gained - lines[a].gained)
  return { width, height, rule: y(1), ruleTo: right, all: paths.join(''), frames: order.map((i) => frames[i]) }
}

/** Who brought most, who cost most, and how many gained. */
export function multiplesSentence(lines: readonly Pick<Multiple, 'name' | 'gained'>[]): string {
  const sorted = lines.toSorted((a, b) => b.gained - a.gained)
  const [best] = sorted
  const worst = sorted[sorted.length - 1]
  if (!best || !worst) return 'There is nothing to show.'
  if (sorted.length === 1) return `${best.name} brought ${signed(best.gained)}.`
  const above = sorted.filter(({ gained }) => gained > 0).length
  const both = list([`${best.name} brought ${signed(best.gained)}`, `${worst.name} ${signed(worst.gained)}`])
  const all = above === sorted.length ? 'All' : above === 0 ? 'None' : capital(count(above))
  return `${both}. ${all}${all === 'All' || all === 'None' ? '' : ` of ${count(sorted.length)}`} gained.`
}
