import { backtestMetrics } from '#lib/contracts/backtests.ts'
import type { OptimisationRequest, Trial } from '#lib/contracts/optimisations.ts'
import { noteOfRepeat } from '#lib/contracts/optimisations.ts'
import type { Parameters } from '#lib/contracts/studies.ts'
import { Fault } from '#lib/fault.ts'
import { parameterError, parametersOf } from '#lib/registry.ts'
import { quantile } from '#lib/stats/columns.ts'
import { strategies } from '#lib/strategies/index.ts'
import { axesOf, paramsAt, sizeOf } from './axes.ts'
import type { Told } from './ranking.ts'
import { samplerOf } from './samplers/index.ts'
import type { Search } from './samplers/sampler.ts'
import { objectivesOf, type RunTrial } from './trial.ts'

/** Trials that are run before any is stopped early. */
const beforePruning = 10

/** A trial as it rests between two sittings. */
export type StoredTrial = Trial & { readonly early?: number | null; readonly violation?: number }

export interface Ask {
  readonly params: Parameters
  /** What the first third must reach; null: it is not stopped. */
  readonly floor: number | null
}

export interface Study {
  readonly trials: readonly StoredTrial[]
  /** The next trials, to be run in any order on any number of threads. Null: the search is over. */
  ask(): readonly Ask[] | null
  /** The results of all that was asked. Returns the trials numbered as they rest, repeated combinations included. */
  tell(results: readonly RunTrial[]): readonly StoredTrial[]
}

/** Combinations with the longest look-backs a space has, one parameter at an end at a time: what a bench warms up for. */
export function widestOf(request: OptimisationRequest): Parameters[] {
  const axes = axesOf(spaceOf(request))
  const ends = [0, 1].flatMap((end) => [
    axes.map(() => end),
    ...axes.map((_, i) => axes.map((__, j) => (i === j ? end : 0.5))),
  ])
  return ends.map((places) => paramsAt(axes, places))
}

/**
 * The space of a request, or the strategy's own.
 * @throws Fault `missing` for an unknown strategy, `input` for a parameter it does not have.
 */
export function spaceOf(request: OptimisationRequest): OptimisationRequest['space'] {
  if (!strategies.has(request.strategy))
    throw new Fault('missing', `There is no strategy "${request.strategy}". Known: ${strategies.names.join(', ')}`)
  if (Object.keys(request.space).length === 0)
    return Object.fromEntries(
      Object.entries(strategies.get(request.strategy).space).map(([name, values]) => [name, [...values]]),
    )
  for (const [name, dimension] of Object.entries(request.space)) {
    // Whole ranges of values that no trial could take would end as a search that found nothing.
    for (const value of Array.isArray(dimension) ? dimension : [dimension.min, dimension.max]) {
      const wrong = parameterError(strategies.get(request.strategy), name, value)
      if (wrong) throw new Fault('input', wrong, { issues: [{ path: `space.${name}`, message: wrong }] })
    }
  }
  return request.space
}

/** Metrics of a backtest that are one number. */
const constrainable = Object.keys(backtestMetrics.shape).filter((name) => name !== 'sharpeCi')

/** What a request asks for that cannot be, said before anything runs. */
export function checkOptimisation(request: OptimisationRequest): void {
  objectivesOf(request.objectives)
  axesOf(spaceOf(request))
  parametersOf(strategies.get(request.strategy), request.params)
  for (const [i, { metric }] of request.constraints.entries())
    if (!constrainable.includes(metric))
      throw new Fault('missing', `There is no metric "${metric}". Known: ${constrainable.join(', ')}`, {
        issues: [{ path: `constraints.${i}.metric`, message: 'unknown metric' }],
      })
  if (request.objectives.length > 1 && request.sampler === 'cma-es')
    throw new Fault('input', 'CMA-ES follows one objective; nsga-2 and tpe take several', {
      issues: [{ path: 'sampler', message: 'takes one objective' }],
    })
}

/**
 * A search that can be put down and taken up: what it asks next follows from the request and the trials so far alone.
 * A combination that was run before is not run again; its result counts where it falls.
 * @param stored trials of an earlier sitting, in whole batches; what does not fit the search is run again.
 */
export function study(request: OptimisationRequest, stored: readonly StoredTrial[] = []): Study {
  checkOptimisation(request)
  const axes = axesOf(spaceOf(request))
  const search: Search = { axes, objectives: request.objectives.length, seed: request.seed, trials: request.trials }
  const sampler = samplerOf.get(request.sampler)
  if (!sampler) throw new Fault('missing', `There is no sampler "${request.sampler}"`)
  const size = sizeOf(axes)
  const trials: StoredTrial[] = []
  const told: Told[] = []
  const seen = new Map<string, StoredTrial>()
  // A table may give the names of a record back in another order.
  const key = (params: Parameters) => JSON.stringify(axes.map(({ name }) => params[name]))
  let asked: { params: Parameters; places: Float64Array }[] = []

  const propose = (): boolean => {
    const over = trials.length >= request.trials || seen.size >= size
    asked = (over ? [] : sampler.suggest(search, told))
      .slice(0, request.trials - trials.length)
      .map((places) => ({ params: paramsAt(axes, places), places }))
    return asked.length > 0
  }
  const tell = (results: readonly RunTrial[]): StoredTrial[] => {
    const byKey = new Map(results.map((result) => [key(result.params), result]))
    const made = asked.map(({ params, places }, i): StoredTrial => {
      const n = trials.length
      const before = seen.get(key(params))
      const result = byKey.get(key(params))
      if (!before && !result) throw new Fault('input', `Trial ${n} of ${asked.length - i} has no result`)
      const trial: StoredTrial = before
        ? { ...before, n, note: noteOfRepeat(before.n) }
        : { ...(result as RunTrial), params, n }
      if (!before) seen.set(key(params), trial)
      trials.push(trial)
      told.push({ places, state: trial.state, values: trial.values, violation: trial.violation ?? 0 })
      return trial
    })
    asked = []
    return made
  }

  while (trials.length < stored.length && propose()) {
    const batch = stored.slice(trials.length, trials.length + asked.length)
    const fits = batch.length === asked.length && batch.every(({ params }, i) => key(params) === key(asked[i].params))
    if (!fits) break
    tell(batch.map((trial) => ({ ...trial, early: trial.early ?? null, violation: trial.violation ?? 0 })))
  }

  return {
    trials,
    ask() {
      if (!propose()) return null
      const floor = floorOf(request, trials)
      const fresh = new Map(
        asked.filter(({ params }) => !seen.has(key(params))).map(({ params }) => [key(params), params]),
      )
      return [...fresh.values()].map((params) => ({ params, floor }))
    },
    tell,
  }
}

/** Median of the early values so far; null while there are too few. */
function floorOf(request: OptimisationRequest, trials: readonly StoredTrial[]): number | null {
  if (request.pruning === 'none') return null
  const early = trials.map(({ early: value }) => value ?? null).filter((value) => value !== null)
  return early.length >= beforePruning ? quantile(Float64Array.from(early), 0.5) : null
}
