import type { SamplerName } from '#lib/contracts/optimisations.ts'
import type { Axis } from '../axes.ts'
import type { Told } from '../ranking.ts'

export interface Search {
  readonly axes: readonly Axis[]
  readonly objectives: number
  readonly seed: number
  /** Trials to run in all. */
  readonly trials: number
}

/**
 * How the next trials are chosen. A sampler has no state: what it suggests follows from the search, its seed and the
 * trials so far. So a study that was killed goes on where it was, and threads cannot change what comes out.
 */
export interface Sampler {
  readonly name: SamplerName
  readonly title: string
  /** Trials that are chosen together, none knowing of the others. */
  batch(search: Search): number
  /** Places in [0, 1], one array a trial, for the trials from `told.length` on. */
  suggest(search: Search, told: readonly Told[]): Float64Array[]
}
