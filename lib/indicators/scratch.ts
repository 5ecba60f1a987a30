/** Room for what lies between two passes, kept between calls: making and clearing it would cost as much as the work. */
const pool: Float64Array[] = []
const largestKept = 2_000_000

/**
 * A column of `n` values with anything in it. Within one batch each `slot` is one column; nothing may be left there for
 * a later call.
 */
export function scratch(slot: number, n: number): Float64Array {
  const kept = pool[slot]
  if (kept?.length === n) return kept
  const made = new Float64Array(n)
  if (n <= largestKept) pool[slot] = made
  return made
}
