import { type Column, present } from './path.ts'

/** Above this many points a line is thinned before it is drawn. */
export const manyPoints = 5_000

/**
 * Which points to draw so that the line looks the same at `pixels` width: first, lowest, highest and last of each
 * column of pixels (the M4 aggregation of Jugel et al., PVLDB 7(10), 2014). Short columns are returned whole.
 * @returns indices in rising order.
 */
export function decimate(values: Column, pixels: number, above = manyPoints): number[] {
  const length = values.length
  if (length <= above) return Array.from({ length }, (_, i) => i)
  const keep = new Set<number>()
  const columns = Math.max(1, Math.floor(pixels))
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * length) / columns)
    const to = Math.floor(((column + 1) * length) / columns)
    let low = -1
    let high = -1
    for (let i = from; i < to; i++) {
      const v = values[i]
      if (!present(v)) continue
      if (low < 0 || v < (values[low] as number)) low = i
      if (high < 0 || v > (values[high] as number)) high = i
    }
    for (const i of [from, low, high, to - 1]) if (i >= 0) keep.add(i)
  }
  return [...keep].sort((a, b) => a - b)
}

export const pick = <T>(values: ArrayLike<T>, indices: readonly number[]): T[] => indices.map((i) => values[i])
