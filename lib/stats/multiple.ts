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

export interface DiscoveryRate {
  /** q-value of one of the p-values. */
  of(p: number): number
  /** Largest of the p-values whose q is at most this; −1 when there is none. */
  largest(q: number): number
}

/** The same for very many p-values of which few are asked for: sorted once, looked up where needed. */
export function discoveryRate(p: Float64Array, factor = 1): DiscoveryRate {
  const n = p.length
  const sorted = new Float64Array(p).sort()
  const q = new Float64Array(n)
  let ceiling = 1
  for (let k = n - 1; k >= 0; k--) {
    ceiling = Math.min(ceiling, (factor * n * sorted[k]) / (k + 1))
    q[k] = ceiling
  }
  return {
    of: (value) => q[lastAtMost(sorted, value)],
    largest: (limit) => (n === 0 || q[0] > limit ? -1 : sorted[lastAtMost(q, limit)]),
  }
}

/** Benjamini & Yekutieli (2001): the same under any dependence, dearer by the harmonic number. */
export function benjaminiYekutieli(p: ArrayLike<number>): Float64Array {
  let harmonic = 0
  for (let k = 1; k <= p.length; k++) harmonic += 1 / k
  return stepUp(p, harmonic)
}

/** Ranks by value rather than by index: equal p-values have equal q-values, and numbers sort without a comparator. */
function stepUp(p: ArrayLike<number>, factor: number): Float64Array {
  const values = Float64Array.from(p)
  const rate = discoveryRate(values, factor)
  return values.map((value) => rate.of(value))
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
