import { panelOf, type SymbolBars } from '#lib/backtest/data.ts'
import type { Instruments } from '#lib/backtest/desk-of.ts'
import { type Stretch, simulator } from '#lib/backtest/stretch.ts'
import type { Fold, Parameters, StretchFigures, WalkForwardRequest, WalkForwardResult } from '#lib/contracts/studies.ts'
import { stressWindows } from '#lib/contracts/studies.ts'
import { Fault } from '#lib/fault.ts'
import { barsPerYear as barsPerYearOf } from '#lib/market/calendar.ts'
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
import { objectives } from '#lib/optimize/objectives.ts'
import { gridOf, type SearchSpace, stepsBetween } from '#lib/optimize/space.ts'
import { strategies } from '#lib/strategies/index.ts'
import { judgeGates } from './gates.ts'
import { contributions, windowsOf } from './windows.ts'

export interface WalkForwardWork {
  /** What is known of the instruments: lots, ticks, which are swaps. */
  readonly instruments?: Instruments
  readonly onProgress?: (done: number, total: number, phase: string) => void
  readonly shouldStop?: () => boolean
}

/**
 * Walk-forward test (Pardo 1992): in every training window the parameters are chosen, in the test window after it they
 * are judged, and the test windows are stitched into one track. The same trials over all bars give the statistics of
 * overfitting. Deterministic: same bars, same request, same result.
 * @throws Fault `input` for parameters, spans or grids that do not fit; `refused` for STRICT on closes only.
 */
export function walkForward(
  request: WalkForwardRequest,
  bars: readonly SymbolBars[],
  work: WalkForwardWork = {},
): WalkForwardResult {
  const objective = objectives.get(request.objective)
  if (!objective)
    throw new Fault(
      'missing',
      `There is no objective "${request.objective}". Known: ${[...objectives.keys()].join(', ')}`,
    )
  if (!strategies.has(request.strategy))
    throw new Fault('missing', `There is no strategy "${request.strategy}". Known: ${strategies.names.join(', ')}`)
  const panel = panelOf(bars, request.timeframe, request.from, request.to)
  if (panel.closeOnly && request.mode === 'STRICT') {
    throw new Fault(
      'refused',
      'STRICT needs opens: these series have closes only, and their orders would fill at the next close',
      { hint: 'Bars with open, high, low and close, or RELAXED' },
    )
  }
  const aligned = panel.symbols.map((symbol, i) => ({ symbol, bars: panel.legs[i] }))
  const n = panel.ts.length
  const { trainLength, testLength, stride, purge } = request
  const windows = windowsOf({
    bars: n,
    trainLength,
    testLength,
    stride,
    purge,
    anchored: request.windows === 'anchored',
  })
  const space: SearchSpace =
    Object.keys(request.grid).length > 0 ? request.grid : strategies.get(request.strategy).space
  const unknown = Object.keys(space).find((name) => !(name in strategies.parse(request.strategy, request.params)))
  if (unknown)
    throw new Fault('input', `${request.strategy} has no parameter "${unknown}"`, {
      issues: [{ path: `grid.${unknown}`, message: 'unknown parameter' }],
    })
  const grid = usable(gridOf(space), request)
  const simulate = simulator(request, aligned, work.instruments)
  const barsPerYear = barsPerYearOf(panel.ts, request.timeframe)
  const riskFree = request.riskFree
  const warmup = Math.max(
    ...grid.map((params) =>
      strategies
        .get(request.strategy)
        .warmup(strategies.parse(request.strategy, { ...request.params, ...params }) as never),
    ),
  )
  if (warmup >= trainLength)
    throw new Fault(
      'input',
      `Training takes ${trainLength} bars, and the widest parameters need ${warmup} to warm up`,
      { hint: 'A longer training window, or shorter look-backs' },
    )

  const total = windows.length * (grid.length + 1) + grid.length
  let done = 0
  const step = (phase: string) => {
    done += 1
    if (done % 8 === 0) work.onProgress?.(done, total, phase)
    if (done % 8 === 0 && work.shouldStop?.()) throw new Fault('refused', `Stopped after ${done} of ${total} runs`)
  }
  const figures = (stretch: Stretch): StretchFigures => figuresOf(stretch.returns, stretch, barsPerYear, riskFree)
  const spanOf = ([from, to]: readonly [number, number]): [string, string] => [
    dayOf(panel.ts[from]),
    dayOf(panel.ts[to - 1]),
  ]

  const folds: Fold[] = []
  const tests: Stretch[] = []
  for (const [i, { train, test }] of windows.entries()) {
    let chosen: { params: Parameters; score: number | null; stretch: Stretch } | null = null
    for (const params of grid) {
      // The widest warm-up for all, or short look-backs would be judged on more bars than long ones.
      const stretch = simulate(params, train[0] + warmup, train[1])
      const score = objective.score(stretch.metrics)
      step(`fold ${i + 1} of ${windows.length}, choosing parameters`)
      if (!chosen || (score !== null && (chosen.score === null || score > chosen.score)))
        chosen = { params, score, stretch }
    }
    if (!chosen) throw new Fault('input', 'The grid is empty')
    const judged = simulate(chosen.params, test[0], test[1])
    step(`fold ${i + 1} of ${windows.length}, judging`)
    tests.push(judged)
    folds.push({
      train: spanOf(train),
      test: spanOf(test),
      params: chosen.params,
      score: chosen.score,
      inSample: figures(chosen.stretch),
      outOfSample: figures(judged),
      path: { inside: wealthTo(chosen.stretch.returns, 'end'), outside: wealthTo(judged.returns, 'start') },
    })
  }

  const trials = grid.map((params) => {
    const stretch = simulate(params, warmup, n)
    step('all bars, for the statistics of overfitting')
    return { params, stretch }
  })
  work.onProgress?.(total, total, 'statistics')
  const track = stitch(
    panel.ts,
    windows.map(({ test }) => test),
    contributions(windows),
    tests,
  )
  const stability = stabilityOf(folds, space)
  return summariseStudy({ request, folds, trials, track, stability, barsPerYear, closeOnly: panel.closeOnly })
}

/** Combinations the strategy accepts; one that its own rules refuse (exit above entry) is no trial. */
function usable(grid: readonly Parameters[], request: WalkForwardRequest): Parameters[] {
  const { params: schema } = strategies.get(request.strategy)
  const kept = grid.filter((params) => schema.safeParse({ ...request.params, ...params }).success)
  if (kept.length > 0) return kept
  const refused = schema.safeParse({ ...request.params, ...grid[0] })
  throw new Fault(
    'input',
    `No combination of the grid is valid: ${refused.error?.issues[0]?.message ?? 'unknown reason'}`,
  )
}

/** Wealth after each bar, 1 at one end, thinned to at most 64 points. */
function wealthTo(returns: Float64Array, one: 'start' | 'end'): number[] {
  const wealth = new Float64Array(returns.length + 1)
  wealth[0] = 1
  for (let i = 0; i < returns.length; i++) wealth[i + 1] = wealth[i] * (1 + returns[i])
  const base = one === 'end' ? wealth[returns.length] : 1
  const count = Math.min(64, wealth.length)
  return Array.from(
    { length: count },
    (_, i) => Math.round((wealth[Math.round((i * (wealth.length - 1)) / (count - 1))] / base) * 1e6) / 1e6,
  )
}

const dayOf = (ts: number) => {
  const text = new Date(ts).toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text
}

function figuresOf(
  returns: Float64Array,
  { trades }: Pick<Stretch, 'trades'>,
  barsPerYear: number,
  riskFree: number,
): StretchFigures {
  const metrics = returnMetrics(returns, { barsPerYear, riskFree })
  const closed = trades.filter(({ exitKind }) => exitKind !== 'END')
  return {
    bars: returns.length,
    totalReturn: metrics.totalReturn,
    sharpe: metrics.sharpeAnnual,
    sharpeCi: metrics.sharpeCi,
    maxDrawdown: metrics.maxDrawdown,
    trades: closed.length,
    winRate: closed.length > 0 ? closed.filter(({ pnl }) => pnl > 0).length / closed.length : null,
  }
}

interface Track {
  readonly ts: Float64Array
  readonly returns: Float64Array
  readonly fold: Float64Array
  readonly trades: Stretch['trades']
}

function stitch(
  ts: Float64Array,
  tests: readonly (readonly [number, number])[],
  ranges: readonly (readonly [number, number])[],
  stretches: readonly Stretch[],
): Track {
  const length = ranges.reduce((sum, [from, to]) => sum + to - from, 0)
  const track = { ts: new Float64Array(length), returns: new Float64Array(length), fold: new Float64Array(length) }
  let at = 0
  for (const [i, [from, to]] of ranges.entries()) {
    for (let bar = from; bar < to; bar++) {
      track.ts[at] = ts[bar]
      track.returns[at] = stretches[i].returns[bar - tests[i][0]]
      track.fold[at] = i
      at += 1
    }
  }
  // A trade belongs to the fold that answers for the bar it was entered on.
  const trades = stretches.flatMap(({ trades: all }, i) =>
    all.filter(
      ({ entryTs }) => entryTs >= ts[ranges[i][0]] && (ranges[i][1] >= ts.length || entryTs < ts[ranges[i][1]]),
    ),
  )
  return { ...track, trades }
}

function stabilityOf(folds: readonly Fold[], space: SearchSpace): WalkForwardResult['stability'] {
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

interface Study {
  readonly request: WalkForwardRequest
  readonly folds: readonly Fold[]
  readonly trials: readonly { params: Parameters; stretch: Stretch }[]
  readonly track: Track
  readonly stability: WalkForwardResult['stability']
  readonly barsPerYear: number
  readonly closeOnly: boolean
}

function summariseStudy({
  request,
  folds,
  trials,
  track,
  stability,
  barsPerYear,
  closeOnly,
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
    efficiency: inside !== null && outside !== null && inside > 0 ? outside / inside : null,
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
