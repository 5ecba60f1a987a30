import type { OptimisationRequest, OptimisationResult, TrialState } from '#lib/contracts/optimisations.ts'
import { isRepeat, trialStates } from '#lib/contracts/optimisations.ts'
import { barsPerYear as barsPerYearOf } from '#lib/market/calendar.ts'
import { effectiveTrials } from '#lib/metrics/effective-trials.ts'
import { logitHistogram, overfitting } from '#lib/metrics/overfitting.ts'
import { deflatedSharpe, sharpeShape } from '#lib/metrics/probabilistic-sharpe.ts'
import { hurdleOf, returnMetrics } from '#lib/metrics/returns.ts'
import { superiorAbility } from '#lib/metrics/superior-ability.ts'
import { quantile } from '#lib/stats/columns.ts'
import { paretoLayers, rank, type Told } from './ranking.ts'
import type { StoredTrial } from './study.ts'
import { figuresOf, type TrialBench } from './trial.ts'

/** Trials whose returns are looked at for the statistics of overfitting: run again, evenly from best to worst. */
const mostSampled = 300

/** What a finished search says: its best, what the bars held back say of it, and how likely it is luck. */
export function verdictOf(
  request: OptimisationRequest,
  trials: readonly StoredTrial[],
  bench: TrialBench,
  onProgress: (done: number, total: number) => void = () => {},
): OptimisationResult {
  const told: Told[] = trials.map(({ state, values, violation }) => ({
    places: new Float64Array(),
    state,
    values,
    violation: violation ?? 0,
  }))
  const good = [...trials.keys()].filter(
    (i) => trials[i].state === 'done' && trials[i].values.every((value) => value !== null),
  )
  const firsts = new Map<string, number>()
  for (const i of good) {
    const key = JSON.stringify(trials[i].params)
    if (!firsts.has(key)) firsts.set(key, i)
  }
  const distinct = [...firsts.values()]
  const front = distinct.length > 0 ? paretoLayers(told, distinct)[0] : []
  const best = distinct.reduce<number | null>(
    (top, i) => (top === null || (trials[i].values[0] as number) > (trials[top].values[0] as number) ? i : top),
    null,
  )
  const order = rank(told).filter((i) => firsts.get(JSON.stringify(trials[i].params)) === i)
  const count = Math.min(mostSampled, order.length)
  const sampled = Array.from({ length: count }, (_, k) => order[Math.floor((k * order.length) / count)])
  const returns = sampled.map((i, k) => {
    onProgress(k, count)
    return bench.stretch(trials[i].params, ...bench.inside).returns
  })
  const barsPerYear = barsPerYearOf(bench.panel.ts, request.timeframe)
  const perBar = Math.sqrt(barsPerYear)
  const bestStretch = best === null ? null : bench.stretch(trials[best].params, ...bench.inside)
  const shape = bestStretch && sharpeShape(bestStretch.returns, hurdleOf(request.riskFree, barsPerYear))
  const ratios = distinct.flatMap((i) => {
    const sharpe = trials[i].figures?.sharpe
    return sharpe === null || sharpe === undefined ? [] : [sharpe / perBar]
  })
  const deflated =
    shape && ratios.length > 1 ? deflatedSharpe(shape, ratios, effectiveTrials(returns, distinct.length)) : null
  const pbo = overfitting(returns)
  const spa = superiorAbility(returns, { seed: request.seed })
  const [from, to] = bench.outside
  const held = best !== null && to - from >= 10 ? bench.stretch(trials[best].params, from, to) : null
  const heldMetrics = held && returnMetrics(held.returns, { barsPerYear, riskFree: request.riskFree })
  return {
    best,
    front,
    counts: countsOf(trials),
    inSample: best === null ? null : trials[best].figures,
    heldOut:
      held && heldMetrics
        ? {
            ...figuresOf(held.metrics),
            sharpe: heldMetrics.sharpeAnnual,
            sharpeCi: heldMetrics.sharpeCi,
            totalReturn: heldMetrics.totalReturn,
            maxDrawdown: heldMetrics.maxDrawdown,
            bars: to - from,
          }
        : null,
    deflatedSharpe: deflated && {
      probability: deflated.probability,
      thresholdAnnual: deflated.threshold * perBar,
      trials: deflated.trials,
      effectiveTrials: deflated.effectiveTrials,
    },
    pbo: pbo && {
      probability: pbo.probability,
      medianLogit: pbo.medianLogit,
      splits: pbo.splits,
      histogram: logitHistogram(pbo.logits),
    },
    spa: spa && {
      lower: spa.lower,
      consistent: spa.consistent,
      upper: spa.upper,
      realityCheck: spa.realityCheck,
    },
    importance: importanceOf(trials, distinct),
    notes: notesOf(request, trials, bench, distinct.length, count),
  }
}

/** Combinations by what became of them; one that came again counts once. */
function countsOf(trials: readonly StoredTrial[]): Record<TrialState, number> {
  const counts = Object.fromEntries(trialStates.map((state) => [state, 0])) as Record<TrialState, number>
  for (const trial of trials) if (!isRepeat(trial)) counts[trial.state] += 1
  return counts
}

/**
 * Share of the variation of the first objective that lies between groups of a parameter's values (ω² of a one-way
 * analysis of variance, Hays 1963, floored at 0). Numbers with more than eight values are cut into eight groups of one size.
 */
export function importanceOf(trials: readonly StoredTrial[], among: readonly number[]): Record<string, number> {
  if (among.length < 8) return {}
  const values = among.map((i) => trials[i].values[0] as number)
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const total = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Object.fromEntries(
    Object.keys(trials[among[0]].params).map((name) => {
      const group = groupsOf(among.map((i) => trials[i].params[name]))
      const groups = Map.groupBy(among.keys(), (k) => group[k])
      const between = [...groups.values()].reduce((sum, members) => {
        const average = members.reduce((a, k) => a + values[k], 0) / members.length
        return sum + members.length * (average - mean) ** 2
      }, 0)
      const within = (total - between) / Math.max(1, values.length - groups.size)
      const share = (between - (groups.size - 1) * within) / (total + within)
      return [name, total > 0 && groups.size > 1 ? Math.max(0, share) : 0]
    }),
  )
}

function groupsOf(given: readonly unknown[]): readonly unknown[] {
  if (new Set(given).size <= 8 || !given.every((value) => typeof value === 'number')) return given
  const cuts = Array.from({ length: 7 }, (_, k) => quantile(Float64Array.from(given), (k + 1) / 8))
  return given.map((value) => cuts.filter((cut) => cut < value).length)
}

function notesOf(
  request: OptimisationRequest,
  trials: readonly StoredTrial[],
  bench: TrialBench,
  distinct: number,
  sampled: number,
): string[] {
  const notes: string[] = []
  if (bench.panel.closeOnly)
    notes.push('These series have closes only: orders are filled at the next close, not at the next open.')
  if (request.holdout === 0) notes.push('No bars were held back: everything here is in sample.')
  if (distinct === 0) notes.push('No trial could be judged and kept all constraints.')
  if (distinct > 0 && distinct < 8) notes.push(`${distinct} different trials are too few to judge overfitting.`)
  if (trials.length < request.trials) {
    const combinations = trials.filter((trial) => !isRepeat(trial)).length
    notes.push(`The space has no more than the ${combinations} combinations that were tried.`)
  }
  if (sampled < distinct)
    notes.push(`Overfitting was judged on ${sampled} of the ${distinct} trials, from best to worst.`)
  return notes
}
