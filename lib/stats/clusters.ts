import { Fault } from '#lib/fault.ts'

/** Points as rows of one length. */
export type Points = readonly ArrayLike<number>[]

function squared(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2
  return sum
}

export interface KMeans {
  readonly labels: Int32Array
  readonly centres: readonly Float64Array[]
  /** Sum of squared distances to the own centre. */
  readonly inertia: number
  readonly iterations: number
}

/** k-means by Lloyd's iterations (1982) from given centres, until no point moves. An emptied centre stays where it was. */
export function kMeans(points: Points, start: Points, most = 1_000): KMeans {
  if (points.length < start.length)
    throw new Fault('input', `${points.length} points are too few for ${start.length} clusters`)
  const centres = start.map((centre) => Float64Array.from(centre))
  const labels = new Int32Array(points.length).fill(-1)
  let inertia = 0
  let iterations = 0
  for (; iterations < most; iterations++) {
    let moved = false
    inertia = 0
    for (const [i, point] of points.entries()) {
      let best = 0
      let nearest = Number.POSITIVE_INFINITY
      for (const [k, centre] of centres.entries()) {
        const distance = squared(point, centre)
        if (distance < nearest) {
          nearest = distance
          best = k
        }
      }
      inertia += nearest
      if (labels[i] !== best) moved = true
      labels[i] = best
    }
    if (!moved) break
    for (const [k, centre] of centres.entries()) {
      const members = points.filter((_, i) => labels[i] === k)
      if (members.length > 0)
        for (let d = 0; d < centre.length; d++)
          centre[d] = members.reduce((sum, one) => sum + one[d], 0) / members.length
    }
  }
  return { labels, centres, inertia, iterations }
}

/** Mean silhouette (Rousseeuw 1987): near 1 where clusters are apart, below 0 where points sit in the wrong one. */
export function silhouette(points: Points, labels: ArrayLike<number>): number {
  const clusters = [...new Set(Array.from(labels))]
  let total = 0
  for (const [i, point] of points.entries()) {
    const mean = (cluster: number) => {
      let sum = 0
      let count = 0
      for (const [j, other] of points.entries()) {
        if (j === i || labels[j] !== cluster) continue
        sum += Math.sqrt(squared(point, other))
        count++
      }
      return count > 0 ? sum / count : null
    }
    const inside = mean(labels[i])
    if (inside === null) continue
    const outside = Math.min(
      ...clusters
        .filter((cluster) => cluster !== labels[i])
        .map((cluster) => mean(cluster) ?? Number.POSITIVE_INFINITY),
    )
    total += (outside - inside) / Math.max(inside, outside)
  }
  return total / points.length
}

export const linkages = ['single', 'complete', 'average', 'ward'] as const
export type Linkage = (typeof linkages)[number]

/** One merge: two nodes (points are 0 … n − 1, merges follow), the height, and how many points it holds. */
export interface Merge {
  readonly a: number
  readonly b: number
  readonly height: number
  readonly size: number
}

/**
 * Agglomerative clustering from a distance matrix (row-major n × n) by the recurrence of Lance & Williams (1967).
 * Ward wants Euclidean distances.
 */
export function agglomerate(distances: ArrayLike<number>, n: number, linkage: Linkage): Merge[] {
  const d = Float64Array.from(distances)
  const sizes = new Int32Array(n).fill(1)
  const names = Int32Array.from({ length: n }, (_, i) => i)
  const alive = new Uint8Array(n).fill(1)
  const merges: Merge[] = []
  for (let step = 0; step < n - 1; step++) {
    let a = -1
    let b = -1
    let height = Number.POSITIVE_INFINITY
    for (let i = 0; i < n; i++) {
      if (!alive[i]) continue
      for (let j = i + 1; j < n; j++) {
        if (alive[j] && d[i * n + j] < height) {
          height = d[i * n + j]
          a = i
          b = j
        }
      }
    }
    for (let k = 0; k < n; k++) {
      if (!alive[k] || k === a || k === b) continue
      const value = joined(linkage, d[a * n + k], d[b * n + k], height, sizes[a], sizes[b], sizes[k])
      d[a * n + k] = value
      d[k * n + a] = value
    }
    merges.push({ a: Math.min(names[a], names[b]), b: Math.max(names[a], names[b]), height, size: sizes[a] + sizes[b] })
    sizes[a] += sizes[b]
    alive[b] = 0
    names[a] = n + step
  }
  return merges
}

function joined(linkage: Linkage, da: number, db: number, dab: number, na: number, nb: number, nk: number): number {
  if (linkage === 'single') return Math.min(da, db)
  if (linkage === 'complete') return Math.max(da, db)
  if (linkage === 'average') return (na * da + nb * db) / (na + nb)
  return Math.sqrt(((na + nk) * da * da + (nb + nk) * db * db - nk * dab * dab) / (na + nb + nk))
}

/** Euclidean distances of points as a row-major matrix. */
export function distanceMatrix(points: Points): Float64Array {
  const n = points.length
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[i * n + j] = Math.sqrt(squared(points[i], points[j]))
  return out
}

/** Cuts a tree into `k` clusters; labels in the order of their first point. */
export function cutTree(merges: readonly Merge[], n: number, k: number): Int32Array {
  const parent = Int32Array.from({ length: 2 * n - 1 }, (_, i) => i)
  const root = (i: number): number => (parent[i] === i ? i : root(parent[i]))
  for (const [step, merge] of merges.slice(0, n - k).entries()) {
    parent[root(merge.a)] = n + step
    parent[root(merge.b)] = n + step
  }
  const names = new Map<number, number>()
  return Int32Array.from({ length: n }, (_, i) => {
    const top = root(i)
    if (!names.has(top)) names.set(top, names.size)
    return names.get(top) ?? 0
  })
}

/** Density clusters (Ester et al. 1996): labels from 0, −1 for noise. A point counts among its own neighbours. */
export function dbscan(points: Points, radius: number, fewest: number): Int32Array {
  const n = points.length
  const near = points.map((point) =>
    points.flatMap((other, j) => (squared(point, other) <= radius * radius ? [j] : [])),
  )
  const labels = new Int32Array(n).fill(-1)
  let cluster = 0
  for (let i = 0; i < n; i++) {
    if (labels[i] >= 0 || near[i].length < fewest) continue
    const queue = [i]
    labels[i] = cluster
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      if (near[at].length < fewest) continue
      for (const j of near[at]) {
        if (labels[j] >= 0) continue
        labels[j] = cluster
        queue.push(j)
      }
    }
    cluster++
  }
  return labels
}
