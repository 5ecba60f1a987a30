import { joinByTime, sameTimes, take } from '#lib/market/join.ts'
import { agglomerate, cutTree } from '#lib/stats/clusters.ts'
import { correlation, differences } from '#lib/stats/columns.ts'
import type { Prepared } from './series.ts'

/**
 * Clusters of series whose returns go together: average linkage on 1 − ρ, cut where the mean correlation between two
 * clusters falls below the limit. A series that cannot be used is a cluster of its own.
 * @returns one label a series.
 */
export function clustersOf(series: readonly Prepared[], minCorrelation: number): Int32Array {
  const n = series.length
  const distances = new Float64Array(n * n)
  const returns = series.map((one) => differences(one.log))
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const distance = 1 - correlationOf(series[i], series[j], returns[i], returns[j])
      distances[i * n + j] = distance
      distances[j * n + i] = distance
    }
  }
  const merges = agglomerate(distances, n, 'average')
  const within = merges.filter(({ height }) => height <= 1 - minCorrelation).length
  return cutTree(merges, n, n - within)
}

/** Correlation of returns on common times; −1 (as far apart as can be) where there is none. */
function correlationOf(a: Prepared, b: Prepared, returnsA: Float64Array, returnsB: Float64Array): number {
  if (a.problem !== null || b.problem !== null) return -1
  if (sameTimes(a.ts, b.ts)) return valid(correlation(returnsA, returnsB))
  const { rows } = joinByTime([a.ts, b.ts])
  return rows[0].length < 3
    ? -1
    : valid(correlation(differences(take(a.log, rows[0])), differences(take(b.log, rows[1]))))
}

function valid(value: number): number {
  return Number.isFinite(value) ? value : -1
}
