import { area, line } from 'd3'

/** Columns of numbers; null or NaN where there is nothing, which leaves a gap in the line. */
export type Column = ArrayLike<number | null | undefined>
export type Scale = (value: number) => number

export const present = (v: number | null | undefined): v is number => typeof v === 'number' && Number.isFinite(v)

const round = (v: number) => Math.round(v * 100) / 100
const indices = (length: number) => Array.from({ length }, (_, i) => i)

/** An SVG path through (xs, ys), with gaps where ys is missing. */
export function linePath(xs: ArrayLike<number>, ys: Column, x: Scale, y: Scale): string {
  const draw = line<number>()
    .defined((i) => present(ys[i]))
    .x((i) => round(x(xs[i])))
    .y((i) => round(y(ys[i] as number)))
  return draw(indices(xs.length)) ?? ''
}

/** The stretch of a line from index `from` to `to`, both included. */
export function stretchPath(xs: ArrayLike<number>, ys: Column, x: Scale, y: Scale, from: number, to: number): string {
  const draw = line<number>()
    .defined((i) => present(ys[i]))
    .x((i) => round(x(xs[i])))
    .y((i) => round(y(ys[i] as number)))
  return draw(indices(to - from + 1).map((i) => i + from)) ?? ''
}

/** A filled interval between two columns, without edges. */
export function bandPath(xs: ArrayLike<number>, low: Column, high: Column, x: Scale, y: Scale): string {
  const draw = area<number>()
    .defined((i) => present(low[i]) && present(high[i]))
    .x((i) => round(x(xs[i])))
    .y0((i) => round(y(low[i] as number)))
    .y1((i) => round(y(high[i] as number)))
  return draw(indices(xs.length)) ?? ''
}

export const numbers = (column: Column): number[] => Array.from(column).filter(present)

/** A triangle that points up (1) or down (−1), centred on 0, 0. */
export function triangle(direction: 1 | -1, size = 4.2): string {
  const base = round(size * 0.8) * direction
  return `M0,${-size * direction}L${size},${base}L${-size},${base}Z`
}
