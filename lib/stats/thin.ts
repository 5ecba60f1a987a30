/**
 * Indices of a column that keep its shape: of every stretch the lowest and the highest, and always both ends.
 * @param values any length @param maxPoints at least 2
 * @returns rising indices, at most `maxPoints` of them
 */
export function keepShape(values: ArrayLike<number>, maxPoints: number): number[] {
  const n = values.length
  if (n <= maxPoints) return Array.from({ length: n }, (_, i) => i)
  const kept = [0]
  const stretches = Math.floor((maxPoints - 2) / 2)
  for (let s = 0; s < stretches; s++) {
    const from = 1 + Math.floor((s * (n - 2)) / stretches)
    const to = 1 + Math.floor(((s + 1) * (n - 2)) / stretches)
    let low = from
    let high = from
    for (let i = from; i < to; i++) {
      if (values[i] < values[low]) low = i
      if (values[i] > values[high]) high = i
    }
    kept.push(Math.min(low, high))
    if (low !== high) kept.push(Math.max(low, high))
  }
  kept.push(n - 1)
  return kept
}
