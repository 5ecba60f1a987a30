import { type Panel, panelOf, type SymbolBars } from '#lib/backtest/data.ts'
import type { Instruments } from '#lib/backtest/desk-of.ts'
import { type Simulate, simulator } from '#lib/backtest/stretch.ts'
import type { BacktestMetrics } from '#lib/contracts/backtests.ts'
import type { OptimisationRequest, Trial, TrialConstraint, TrialFigures } from '#lib/contracts/optimisations.ts'
import type { Parameters } from '#lib/contracts/studies.ts'
import { Fault } from '#lib/fault.ts'
import { strategies } from '#lib/strategies/index.ts'
import { type Objective, objectives } from './objectives.ts'

/** A trial with what pruning compares: the first objective on the first third of the bars. */
export type RunTrial = Omit<Trial, 'n'> & { readonly early: number | null; readonly violation: number }

export interface TrialBench {
  readonly panel: Panel
  /** Half-open range of bars that trials see; what is behind it is held back. */
  readonly inside: readonly [number, number]
  readonly outside: readonly [number, number]
  /** Runs one trial; below `floor` on the first third it is stopped. */
  run(params: Parameters, floor?: number | null): RunTrial
  /** The bars of a range, through the engine. */
  stretch: Simulate
}

/** Share of the bars after which a trial may be stopped. */
const earlyShare = 1 / 3

/** The objectives of a request. @throws Fault `missing` for a name there is none of. */
export function objectivesOf(names: readonly string[]): Objective[] {
  return names.map((name) => {
    const objective = objectives.get(name)
    if (!objective)
      throw new Fault('missing', `There is no objective "${name}". Known: ${[...objectives.keys()].join(', ')}`)
    return objective
  })
}

export const figuresOf = (metrics: BacktestMetrics): TrialFigures => ({
  sharpe: metrics.sharpeAnnual,
  totalReturn: metrics.totalReturn,
  maxDrawdown: metrics.maxDrawdown,
  trades: metrics.trades,
  winRate: metrics.winRate,
})

/** How far metrics are outside the constraints, each relative to its limit; a figure that cannot be had breaks it whole. */
export function violationOf(metrics: BacktestMetrics, constraints: readonly TrialConstraint[]) {
  let sum = 0
  const broken: string[] = []
  for (const { metric, min, max } of constraints) {
    const value = metrics[metric as keyof BacktestMetrics]
    if (typeof value !== 'number') {
      sum += 1
      broken.push(`${metric} cannot be had`)
      continue
    }
    if (min !== undefined && value < min) {
      sum += (min - value) / (Math.abs(min) || 1)
      broken.push(`${metric} ${round(value)} below ${min}`)
    }
    if (max !== undefined && value > max) {
      sum += (value - max) / (Math.abs(max) || 1)
      broken.push(`${metric} ${round(value)} above ${max}`)
    }
  }
  return { violation: sum, broken }
}

const round = (value: number) => Number(value.toPrecision(4))

/** Bars that trials must have behind their warm-up: fewer choose by chance. */
const fewestToChoose = 30

/** Bars that the widest of some combinations need to warm up; one that the strategy refuses needs none. */
function warmupOf({ strategy: name, params }: OptimisationRequest, widest: readonly Parameters[]): number {
  const strategy = strategies.get(name)
  const needed = widest.flatMap((one) => {
    const parsed = strategy.params.safeParse({ ...params, ...one })
    return parsed.success ? [strategy.warmup(parsed.data as never)] : []
  })
  return Math.max(0, ...needed)
}

/** Fewest bars of a search whose widest combinations are these: what is held back comes on top of warm-up and choice. */
export function fewestFor(request: OptimisationRequest, widest: readonly Parameters[]): number {
  const inside = warmupOf(request, widest) + fewestToChoose
  const least = Math.ceil(inside / (1 - request.holdout))
  return Math.floor(least * (1 - request.holdout)) < inside ? least + 1 : least
}

/**
 * Everything that is needed to run trials of a request: the joined bars, the part that is held back, the engine.
 * All trials begin at the same bar, behind the widest warm-up that `widest` asks for: short look-backs would otherwise be
 * judged on more bars than long ones.
 * @throws Fault `input` when too few bars are left, `missing` for unknown strategies, objectives or metrics.
 */
export function trialBench(
  request: OptimisationRequest,
  bars: readonly SymbolBars[],
  widest: readonly Parameters[],
  instruments: Instruments = {},
): TrialBench {
  if (!strategies.has(request.strategy))
    throw new Fault('missing', `There is no strategy "${request.strategy}". Known: ${strategies.names.join(', ')}`)
  const strategy = strategies.get(request.strategy)
  const goals = objectivesOf(request.objectives)
  const panel = panelOf(bars, request.timeframe, request.from, request.to)
  const n = panel.ts.length
  const warmup = warmupOf(request, widest)
  const end = Math.floor(n * (1 - request.holdout))
  if (end - warmup < fewestToChoose)
    throw new Fault(
      'input',
      `${n} bars leave ${Math.max(0, end - warmup)} to choose by: ${warmup} warm the widest parameters up, ${n - end} are held back`,
      { hint: 'A longer span, shorter look-backs or a smaller holdout' },
    )
  const aligned = panel.symbols.map((symbol, i) => ({ symbol, bars: panel.legs[i] }))
  const stretch = simulator(request, aligned, instruments)
  const early = warmup + Math.max(20, Math.floor((end - warmup) * earlyShare))
  const run = (params: Parameters, floor: number | null = null): RunTrial => {
    const nothing = { params, values: goals.map(() => null), figures: null, early: null, violation: 0 }
    const parsed = strategy.params.safeParse({ ...request.params, ...params })
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      return { ...nothing, state: 'refused', note: issue?.message ?? 'the strategy refuses these values' }
    }
    let first: number | null = null
    if (request.pruning === 'median') {
      first = goals[0].score(stretch(params, warmup, early).metrics)
      if (floor !== null && (first === null || first < floor))
        return { ...nothing, state: 'pruned', early: first, note: 'below the median on the first third' }
    }
    const { metrics } = stretch(params, warmup, end)
    const { violation, broken } = violationOf(metrics, request.constraints)
    return {
      params,
      state: violation > 0 ? 'infeasible' : 'done',
      values: goals.map((goal) => goal.score(metrics)),
      figures: figuresOf(metrics),
      note: broken.length > 0 ? broken.join(', ') : null,
      early: first,
      violation,
    }
  }
  return { panel, inside: [warmup, end], outside: [end, n], run, stretch }
}
