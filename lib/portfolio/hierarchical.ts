import { type Matrix, matrix } from '#lib/stats/matrix.ts'

export interface HierarchicalOptions {
  /** `paper`: Euclidean distance between the columns of the distance matrix (López de Prado); `plain`: the distance itself. */
  readonly distance?: 'paper' | 'plain'
}

export interface HierarchicalWeights {
  readonly weights: Float64Array
  /** Assets in the order of the tree's leaves. */
  readonly order: readonly number[]
}

/**
 * Hierarchical risk parity (López de Prado 2016, Journal of Portfolio Management 42(4)): distance √((1 − ρ)/2), single
 * linkage on the distance of distances, then the *ordered list* is halved again and again, each half getting the risk
 * the other's variance asks for. This is the paper's variant, not Ward's.
 */
export function hierarchicalRiskParity(
  covariance: Matrix,
  { distance = 'paper' }: HierarchicalOptions = {},
): HierarchicalWeights {
  const n = covariance.rows
  const c = covariance.data
  const plain = matrix(n, n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++)
      plain.data[i * n + j] = Math.sqrt(Math.max(0, (1 - c[i * n + j] / Math.sqrt(c[i * n + i] * c[j * n + j])) / 2))
  }
  const order = singleLinkageOrder(distance === 'paper' ? betweenColumns(plain) : plain)
  const weights = new Float64Array(n).fill(1)
  const queue: (readonly number[])[] = [order]
  for (let item = queue.pop(); item; item = queue.pop()) {
    if (item.length < 2) continue
    const half = item.length >> 1
    const [left, right] = [item.slice(0, half), item.slice(half)]
    const a = clusterVariance(covariance, left)
    const b = clusterVariance(covariance, right)
    const share = 1 - a / (a + b)
    for (const i of left) weights[i] *= share
    for (const i of right) weights[i] *= 1 - share
    queue.push(left, right)
  }
  return { weights, order }
}

function betweenColumns(d: Matrix): Matrix {
  const n = d.rows
  const out = matrix(n, n)
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      let sum = 0
      for (let k = 0; k < n; k++) sum += (d.data[i * n + k] - d.data[j * n + k]) ** 2
      out.data[i * n + j] = Math.sqrt(sum)
      out.data[j * n + i] = out.data[i * n + j]
    }
  }
  return out
}

/**
 * Leaves of the single-linkage tree, by the minimum spanning tree (Prim; Gower & Ross 1969). Where two clusters join,
 * the one that was made earlier stands left, single assets before clusters, as SciPy orders them.
 */
export function singleLinkageOrder(distance: Matrix): number[] {
  const n = distance.rows
  if (n === 0) return []
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY)
  const from = new Int32Array(n)
  const inside = new Uint8Array(n)
  const edges: { a: number; b: number; d: number }[] = []
  let at = 0
  inside[0] = 1
  for (let step = 1; step < n; step++) {
    let next = -1
    for (let j = 0; j < n; j++) {
      if (inside[j]) continue
      const d = distance.data[at * n + j]
      if (d < nearest[j]) {
        nearest[j] = d
        from[j] = at
      }
      if (next === -1 || nearest[j] < nearest[next]) next = j
    }
    edges.push({ a: from[next], b: next, d: nearest[next] })
    inside[next] = 1
    at = next
  }
  // Merge along the edges, shortest first; a cluster's id is the time it was made, after all single assets.
  edges.sort((p, q) => p.d - q.d)
  const parent = Int32Array.from({ length: n }, (_, i) => i)
  const find = (i: number): number => {
    let root = i
    while (parent[root] !== root) root = parent[root]
    parent[i] = root
    return root
  }
  const members = new Map<number, { id: number; leaves: number[] }>(
    Array.from({ length: n }, (_, i) => [i, { id: i, leaves: [i] }]),
  )
  let id = n
  for (const { a, b } of edges) {
    const [p, q] = [find(a), find(b)]
    const [one, two] = [members.get(p), members.get(q)]
    if (!one || !two) continue
    const [left, right] = one.id < two.id ? [one, two] : [two, one]
    parent[q] = p
    members.delete(q)
    members.set(p, { id: id++, leaves: [...left.leaves, ...right.leaves] })
  }
  return members.get(find(0))?.leaves ?? []
}

/** Variance of a cluster held in inverse-variance weights. */
function clusterVariance(covariance: Matrix, members: readonly number[]): number {
  const n = covariance.rows
  const c = covariance.data
  let sum = 0
  for (const i of members) sum += 1 / c[i * n + i]
  let variance = 0
  for (const i of members) for (const j of members) variance += c[i * n + j] / c[i * n + i] / c[j * n + j] / sum / sum
  return variance
}
