/** Changes of the close that give the deviation which impact is measured in. */
export const deviationBars = 20

/**
 * Deviation of returns a bar over the closes `first` to `last` of a column, both included: root mean square of the
 * changes over the last close, so that one division serves all of them. NaN below two changes.
 */
export function deviationOf(close: Float64Array, first: number, last: number): number {
  const changes = last - first
  if (changes < 2) return Number.NaN
  let before = close[first]
  let even = 0
  let odd = 0
  let i = first + 1
  for (; i < last; i += 2) {
    const a = close[i]
    const b = close[i + 1]
    even += (a - before) * (a - before)
    odd += (b - a) * (b - a)
    before = b
  }
  if (i === last) even += (close[last] - before) * (close[last] - before)
  return Math.sqrt((even + odd) / changes) / close[last]
}

/** The same of the bars before bar `t`, as many as there are and no more than `deviationBars` changes. */
export const deviationBefore = (close: Float64Array, t: number): number =>
  deviationOf(close, Math.max(0, t - 1 - deviationBars), t - 1)

const ring = deviationBars + 1

/** The newest closes of several legs. Each is written twice, so that the window always lies in one piece. */
export interface RecentCloses {
  push(leg: number, close: number): void
  deviation(leg: number): number
  /** The newest close; NaN before there is one. */
  last(leg: number): number
  save(): { closes: number[][]; seen: number[] }
}

export function recentCloses(legs: number, saved?: { closes: number[][]; seen: number[] }): RecentCloses {
  const columns = Array.from({ length: legs }, (_, leg) =>
    Float64Array.from(saved?.closes[leg] ?? new Float64Array(2 * ring)),
  )
  // Where the next one goes, and how many there are, no more than a ring holds.
  const place = Int32Array.from({ length: legs }, (_, leg) => (saved?.seen[leg] ?? 0) % ring)
  const held = Int32Array.from({ length: legs }, (_, leg) => Math.min(ring, saved?.seen[leg] ?? 0))
  return {
    push(leg, close) {
      if (!(close > 0)) return
      const at = place[leg]
      const column = columns[leg]
      column[at] = close
      column[at + ring] = close
      place[leg] = at + 1 === ring ? 0 : at + 1
      if (held[leg] < ring) held[leg]++
    },
    deviation(leg) {
      if (held[leg] < ring) return deviationOf(columns[leg], 0, held[leg] - 1)
      return deviationOf(columns[leg], place[leg], place[leg] + ring - 1)
    },
    last: (leg) => (held[leg] === 0 ? Number.NaN : columns[leg][place[leg] === 0 ? ring - 1 : place[leg] - 1]),
    save: () => ({
      closes: columns.map((column) => [...column]),
      // Full rings count from the place they are at.
      seen: Array.from(held, (count, leg) => (count === ring ? ring + place[leg] : count)),
    }),
  }
}
