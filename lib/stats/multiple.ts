/** Corrections for testing many hypotheses at once. All take and return p-values in the order given. */

/** Holm (1979): step-down control of the chance of any false rejection. */
export function holm(p: ArrayLike<number>): Float64Array {
  const order = rising(p)
  const out = new Float64Array(p.length)
  let floor = 0
  for (let k = 0; k < order.length; k++) {
    floor = Math.max(floor, Math.min(1, (order.length - k) * p[order[k]]))
    out[order[k]] = floor
  }
  return out
}

/** Benjamini & Hochberg (1995): q-values, the smallest false discovery rate at which each would be accepted. */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  return stepUp(p, 1)
}

/** Benjamini & Yekutieli (2001): the same under any dependence, dearer by the harmonic number. */
export function benjaminiYekutieli(p: ArrayLike<number>): Float64Array {
  let harmonic = 0
  for (let k = 1; k <= p.length; k++) harmonic += 1 / k
  return stepUp(p, harmonic)
}

/** Ranks by value rather than by index: equal p-values have equal q-values, and numbers sort without a comparator. */
function stepUp(p: ArrayLike<number>, factor: number): Float64Array {
  const n = p.length
  const sorted = Float64Array.from(p).sort()
  const q = new Float64Array(n)
  let ceiling = 1
  for (let k = n - 1; k >= 0; k--) {
    ceiling = Math.min(ceiling, (factor * n * sorted[k]) / (k + 1))
    q[k] = ceiling
  }
  return Float64Array.from(p, (value) => q[lastAtMost(sorted, value)])
}

function lastAtMost(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (sorted[middle] <= value) low = middle
    else high = middle - 1
  }
  return low
}

function rising(p: ArrayLike<number>): Uint32Array {
  const order = new Uint32Array(p.length)
  for (let i = 0; i < order.length; i++) order[i] = i
  return order.sort((a, b) => p[a] - p[b] || a - b)
}
