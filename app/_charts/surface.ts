import { scaleBand, scaleSqrt } from 'd3'
import { ratio } from '../_ui/format.ts'

/** One trial: a place on two parameters and how good it was. */
export interface SurfaceDatum {
  readonly x: number | string | boolean
  readonly y: number | string | boolean
  readonly value: number
}

export interface SurfaceCell {
  readonly x: number
  readonly y: number
  readonly r: number
  readonly value: number
  readonly trials: number
  readonly best: boolean
  /** In the last column, where nothing fits beside it. */
  readonly last: boolean
}

export interface SurfaceMarks {
  readonly height: number
  readonly left: number
  readonly bottom: number
  readonly cells: readonly SurfaceCell[]
  readonly columns: readonly { readonly x: number; readonly text: string }[]
  readonly rows: readonly { readonly y: number; readonly text: string }[]
}

const most = 9

interface Levels {
  readonly names: readonly string[]
  readonly of: (value: SurfaceDatum['x']) => number
}

/** The values themselves, or nine ranges of equal length when there are more numbers than that. */
function levelsOf(values: readonly SurfaceDatum['x'][]): Levels {
  const distinct = [...new Set(values)].sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0))
  if (distinct.length <= most || !distinct.every((value) => typeof value === 'number'))
    return { names: distinct.map(short), of: (value) => distinct.indexOf(value) }
  const [low, high] = [Number(distinct[0]), Number(distinct[distinct.length - 1])]
  const step = (high - low) / most
  return {
    names: Array.from({ length: most }, (_, k) => short(low + (k + 0.5) * step)),
    of: (value) => Math.min(most - 1, Math.floor((Number(value) - low) / step)),
  }
}

const short = (value: SurfaceDatum['x']) =>
  typeof value === 'number' ? String(Number(value.toPrecision(3))) : String(value)

/** The mean of the trials in each cell of two parameters; the larger the area of a dot, the better. */
export function surfaceMarks(data: readonly SurfaceDatum[], width: number): SurfaceMarks {
  const across = levelsOf(data.map(({ x }) => x))
  const up = levelsOf(data.map(({ y }) => y))
  const left = 64
  const row = 34
  const height = up.names.length * row + 34
  const x = scaleBand(across.names.map(String), [left, Math.max(left + 60, width - 8)])
  const y = scaleBand(up.names.map(String), [up.names.length * row, 0])
  const groups = Map.groupBy(data, (datum) => `${across.of(datum.x)} ${up.of(datum.y)}`)
  const means = [...groups].map(([key, trials]) => {
    const [column, line] = key.split(' ').map(Number)
    return {
      column,
      line,
      trials: trials.length,
      value: trials.reduce((sum, { value }) => sum + value, 0) / trials.length,
    }
  })
  const values = means.map(({ value }) => value)
  const [worst, top] = [Math.min(...values), Math.max(...values)]
  const radius = scaleSqrt([worst, Math.max(top, worst + 1e-9)], [1, Math.min(row, x.bandwidth()) / 2 - 2])
  return {
    height,
    left,
    bottom: up.names.length * row,
    cells: means.map(({ column, line, trials, value }) => ({
      x: (x(across.names[column]) ?? left) + x.bandwidth() / 2,
      y: (y(up.names[line]) ?? 0) + y.bandwidth() / 2,
      r: radius(value),
      value,
      trials,
      best: value === top,
      last: column === across.names.length - 1,
    })),
    columns: across.names.map((text) => ({ x: (x(text) ?? left) + x.bandwidth() / 2, text })),
    rows: up.names.map((text) => ({ y: (y(text) ?? 0) + y.bandwidth() / 2, text })),
  }
}

/** `Neighbours of the best cell average 0.61 against its 0.74: a plateau.` */
export function surfaceSentence(data: readonly SurfaceDatum[], x: string, y: string): string {
  if (data.length === 0) return 'No trial could be judged.'
  const { cells } = surfaceMarks(data, 600)
  const best = cells.reduce((a, b) => (b.value > a.value ? b : a))
  const xs = [...new Set(cells.map((cell) => cell.x))].sort((a, b) => a - b)
  const ys = [...new Set(cells.map((cell) => cell.y))].sort((a, b) => a - b)
  const near = (all: number[], a: number, b: number) => Math.abs(all.indexOf(a) - all.indexOf(b)) <= 1
  const around = cells.filter((cell) => cell !== best && near(xs, cell.x, best.x) && near(ys, cell.y, best.y))
  if (around.length === 0)
    return `The best cell of ${x} and ${y} averages ${ratio(best.value)}, and nothing lies beside it.`
  const mean = around.reduce((sum, { value }) => sum + value, 0) / around.length
  const shape = best.value > 0 && mean > 0.6 * best.value ? 'a plateau' : 'a peak, which is what luck looks like'
  return `Neighbours of the best cell of ${x} and ${y} average ${ratio(mean)} against its ${ratio(best.value)}: ${shape}.`
}
