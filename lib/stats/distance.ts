import { deviation } from './columns.ts'

export interface DistancePair {
  readonly i: number
  readonly j: number
  /** Sum of squared differences of the two normalised price paths. */
  readonly distance: number
  /** Standard deviation of their difference in the formation window: the unit of the trading bands. */
  readonly spreadSd: number
}

/**
 * Distance method (Gatev, Goetzmann & Rouwenhorst 2006): prices divided by their first, pairs in order of the sum of
 * squared differences. Bands are to be taken from `spreadSd`, the formation window, never from the trading window.
 * @param prices columns of one length, positive. @param top how many pairs to return.
 */
export function distancePairs(prices: readonly Float64Array[], top = 20): DistancePair[] {
  const paths = prices.map((column) => column.map((value) => value / column[0]))
  const found: DistancePair[] = []
  for (let i = 0; i < paths.length; i++) {
    for (let j = i + 1; j < paths.length; j++) {
      let distance = 0
      for (let t = 0; t < paths[i].length; t++) distance += (paths[i][t] - paths[j][t]) ** 2
      found.push({ i, j, distance, spreadSd: 0 })
    }
  }
  return found
    .sort((a, b) => a.distance - b.distance)
    .slice(0, top)
    .map((pair) => ({ ...pair, spreadSd: deviation(paths[pair.i].map((value, t) => value - paths[pair.j][t])) }))
}
