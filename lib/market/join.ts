/** Rows that several series have in common, by open time. */
export interface Joined {
  readonly ts: Float64Array
  /** For each series the row numbers of the common times. */
  readonly rows: readonly Uint32Array[]
}

/** True when two series have the same open times throughout. */
export function sameTimes(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/**
 * Inner join of series by time: one walk over all of them, never by position. Times must rise strictly.
 * @param times open times in UTC milliseconds, one column a series.
 */
export function joinByTime(times: readonly Float64Array[]): Joined {
  const count = times.length
  const at = new Uint32Array(count)
  let shortest = Number.POSITIVE_INFINITY
  for (const column of times) shortest = Math.min(shortest, column.length)
  const ts = new Float64Array(Number.isFinite(shortest) ? shortest : 0)
  const rows = times.map(() => new Uint32Array(ts.length))
  let found = 0
  walk: while (count > 0) {
    let latest = Number.NEGATIVE_INFINITY
    for (let s = 0; s < count; s++) {
      if (at[s] >= times[s].length) break walk
      latest = Math.max(latest, times[s][at[s]])
    }
    let together = true
    for (let s = 0; s < count; s++) {
      const column = times[s]
      while (at[s] < column.length && column[at[s]] < latest) at[s]++
      if (at[s] >= column.length) break walk
      if (column[at[s]] !== latest) together = false
    }
    if (!together) continue
    ts[found] = latest
    for (let s = 0; s < count; s++) rows[s][found] = at[s]++
    found++
  }
  return { ts: ts.subarray(0, found), rows: rows.map((column) => column.subarray(0, found)) }
}

/** The chosen rows of a column. */
export function take(column: Float64Array, rows: Uint32Array): Float64Array {
  const out = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) out[i] = column[rows[i]]
  return out
}
