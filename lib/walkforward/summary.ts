import type { Stretch } from '#lib/backtest/stretch.ts'
import type { Slice } from '#lib/contracts/evidence.ts'
import type { Fold, Parameters, StretchFigures, WalkForwardRequest, WalkForwardResult } from '#lib/contracts/studies.ts'
import { stressWindows } from '#lib/contracts/studies.ts'
import { effectiveTrials } from '#lib/metrics/effective-trials.ts'
import { logitHistogram, overfitting } from '#lib/metrics/overfitting.ts'
import {
  deflatedSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeShape,
} from '#lib/metrics/probabilistic-sharpe.ts'
import { hurdleOf, returnMetrics } from '#lib/metrics/returns.ts'
import { superiorAbility } from '#lib/metrics/superior-ability.ts'
import { type SearchSpace, stepsBetween } from '#lib/optimize/space.ts'
import { crossValidate } from './cross-validation.ts'
import { judgeGates } from './gates.ts'
import { figuresOf, type Track } from './track.ts'

/** Share of hand-overs that keep a parameter within one step of its values. */
export function stabilityOf(folds: readonly Fold[], space: SearchSpace): WalkForwardResult['stability'] {
  const byParameter: Record<string, number> = {}
  const varied = Object.entries(space).filter(([, values]) => values.length > 1)
  for (const [name, values] of varied) {
    let stable = 0
    for (let i = 1; i < folds.length; i++)
      if (stepsBetween(values, folds[i - 1].params[name], folds[i].params[name]) <= 1) stable += 1
    if (folds.length > 1) byParameter[name] = stable / (folds.length - 1)
  }
  const shares = Object.values(byParameter)
  return { share: shares.length > 0 ? shares.reduce((a, b) => a + b) / shares.length : null, byParameter }
}

export interface Study {
  readonly request: WalkForwardRequest
  readonly folds: readonly Fold[]
  readonly trials: readonly { params: Parameters; stretch: Stretch }[]
  readonly track: Track
  readonly stability: WalkForwardResult['stability']
  readonly barsPerYear: number
  readonly closeOnly: boolean
  readonly baseline: { readonly hold: StretchFigures; readonly unchosen: StretchFigures }
  readonly regimes: readonly Slice[]
}

/** A ratio over an annual Sharpe ratio that is all but zero says nothing, however large it gets. */
const leastInside = 0.1

/** Everything a walk-forward says beyond its folds. */
export function summariseStudy({
  request,
  folds,
  trials,
  track,
  stability,
  barsPerYear,
  closeOnly,
  baseline,
  regimes,
}: Study): WalkForwardResult {
  const { riskFree } = request
  const metrics = returnMetrics(track.returns, { barsPerYear, riskFree })
  const figures = figuresOf(track.returns, track, barsPerYear, riskFree)
  const hurdle = hurdleOf(riskFree, barsPerYear)
  const shape = sharpeShape(track.returns, hurdle)
  const shapes = trials.map(({ stretch }) => sharpeShape(stretch.returns, hurdle))
  const known = shapes.filter((one) => one !== null)
  const bestShape = known.length > 0 ? known.reduce((a, b) => (b.ratio > a.ratio ? b : a)) : null
  const returns = trials.map(({ stretch }) => stretch.returns)
  const deflated = bestShape
    ? deflatedSharpe(
        bestShape,
        known.map(({ ratio }) => ratio),
        effectiveTrials(returns),
      )
    : null
  const pbo = overfitting(returns)
  const spa = superiorAbility(returns, { seed: request.seed })
  const mean = (values: readonly (number | null)[]) => {
    const present = values.filter((value) => value !== null)
    return present.length > 0 ? present.reduce((a, b) => a + b) / present.length : null
  }
  const inside = mean(folds.map(({ inSample }) => inSample.sharpe))
  const outside = mean(folds.map(({ outOfSample }) => outOfSample.sharpe))
  const ranked = folds
    .map(({ outOfSample }, i) => ({ i, value: outOfSample.totalReturn }))
    .toSorted((a, b) => a.value - b.value)
  const gates = judgeGates(request.gates, figures, stability.share, folds.length, barsPerYear)
  return {
    folds,
    outOfSample: {
      ...figures,
      annualReturn: metrics.annualReturn,
      volatilityAnnual: metrics.volatilityAnnual,
      sortinoAnnual: metrics.sortinoAnnual,
      calmar: metrics.calmar,
      probabilisticSharpe: shape ? probabilisticSharpe(shape) : null,
      minimumTrackRecord: shape ? minimumTrackRecord(shape) : null,
    },
    inSample: { sharpe: bestShape ? bestShape.ratio * Math.sqrt(barsPerYear) : null, meanSharpe: inside },
    efficiency: inside !== null && outside !== null && inside > leastInside ? outside / inside : null,
    deflatedSharpe: deflated && {
      probability: deflated.probability,
      thresholdAnnual: deflated.threshold * Math.sqrt(barsPerYear),
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
      blockLength: spa.blockLength,
    },
    stability,
    gates,
    passed: gates.every(({ passed }) => passed),
    stress: request.stress.map((name) => stressOf(name, track, barsPerYear, riskFree)),
    baseline,
    regimes,
    crossValidation: crossValidationOf(request, returns, barsPerYear),
    best: ranked.at(-1)?.i ?? 0,
    worst: ranked[0]?.i ?? 0,
    track: { ts: track.ts, returns: track.returns, fold: track.fold },
    trials: trials.map(({ params, stretch }) => ({
      params,
      sharpe: stretch.metrics.sharpeAnnual,
      totalReturn: stretch.metrics.totalReturn,
    })),
    notes: notesOf(figures, closeOnly, trials.length),
  }
}

/** Null when the bars are too few for the blocks, or nothing was chosen among. */
function crossValidationOf(request: WalkForwardRequest, returns: readonly Float64Array[], barsPerYear: number) {
  const { groups, testGroups, purge, embargo, riskFree } = request
  if (returns.length < 2 || returns[0].length < 4 * groups || testGroups >= groups) return null
  const common = { groups, purge, embargo, barsPerYear, riskFree }
  return {
    kFold: crossValidate(returns, { ...common, testGroups: 1 }),
    combinatorial: crossValidate(returns, { ...common, testGroups }),
  }
}

function stressOf(
  name: keyof typeof stressWindows,
  track: Track,
  barsPerYear: number,
  riskFree: number,
): WalkForwardResult['stress'][number] {
  const [from, to] = stressWindows[name].map((day) => Date.parse(day))
  const inside = [...track.ts.keys()].filter((i) => track.ts[i] >= from && track.ts[i] < to + 86_400_000)
  if (inside.length < 2) return { name, covered: false }
  const trades = track.trades.filter(({ entryTs }) => entryTs >= from && entryTs < to + 86_400_000)
  return {
    name,
    covered: true,
    ...figuresOf(
      Float64Array.from(inside, (i) => track.returns[i]),
      { trades },
      barsPerYear,
      riskFree,
    ),
  }
}

function notesOf(figures: StretchFigures, closeOnly: boolean, trials: number): string[] {
  const notes: string[] = []
  if (closeOnly) notes.push('These series have closes only: orders are filled at the next close, not at the next open.')
  if (figures.trades < 30) notes.push(`${figures.trades} trades out of sample are few: the figures say little.`)
  if (trials < 8) notes.push(`${trials} trials are too few to judge overfitting.`)
  return notes
}
