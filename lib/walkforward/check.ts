import { strategyOf } from '#lib/backtest/strategy-of.ts'
import type { Parameters, WalkForwardRequest } from '#lib/contracts/studies.ts'
import { Fault } from '#lib/fault.ts'
import { type Objective, objectives } from '#lib/optimize/objectives.ts'
import { gridOf, type SearchSpace } from '#lib/optimize/space.ts'
import { strategies } from '#lib/strategies/index.ts'

export interface GridPlan {
  readonly space: SearchSpace
  /** Combinations the strategy accepts. */
  readonly grid: readonly Parameters[]
  /** Bars the widest of them need. */
  readonly warmup: number
}

export interface WalkForwardPlan extends GridPlan {
  readonly objective: Objective
}

/**
 * What a walk-forward will do, as far as it can be said without bars: so that what can only fail is refused before
 * anything is queued or read.
 * @throws Fault `missing` for an unknown strategy or objective, `input` for parameters and grids that do not fit.
 */
export function planOf(request: WalkForwardRequest, symbols: number): WalkForwardPlan {
  const objective = objectives.get(request.objective)
  if (!objective)
    throw new Fault(
      'missing',
      `There is no objective "${request.objective}". Known: ${[...objectives.keys()].join(', ')}`,
      { issues: [{ path: 'objective', message: 'unknown' }] },
    )
  const plan = gridPlan(request, symbols)
  checkTraining(request, plan.warmup)
  return { objective, ...plan }
}

type GridQuestion = Pick<WalkForwardRequest, 'strategy' | 'params' | 'grid'>

/**
 * The combinations that will be tried, and the bars they take.
 * @throws Fault `missing` for an unknown strategy, `input` for parameters and grids that do not fit.
 */
export function gridPlan(request: GridQuestion, symbols: number): GridPlan {
  strategyOf(request, symbols)
  const strategy = strategies.get(request.strategy)
  const space: SearchSpace = Object.keys(request.grid).length > 0 ? request.grid : strategy.space
  const unknown = Object.keys(space).find((name) => !(name in strategies.parse(request.strategy, request.params)))
  if (unknown)
    throw new Fault('input', `${request.strategy} has no parameter "${unknown}"`, {
      issues: [{ path: `grid.${unknown}`, message: 'unknown parameter' }],
    })
  const grid = usable(gridOf(space), request)
  const warmup = Math.max(
    ...grid.map((params) =>
      strategy.warmup(strategies.parse(request.strategy, { ...request.params, ...params }) as never),
    ),
  )
  return { space, grid, warmup }
}

/** @throws Fault `input` for a training window in which nothing would be warm. */
export function checkTraining(
  { trainLength }: Pick<WalkForwardRequest, 'trainLength'>,
  warmup: number,
  who = 'the widest parameters need',
): void {
  if (warmup < trainLength) return
  throw new Fault('input', `Training takes ${trainLength} bars, and ${who} ${warmup} to warm up`, {
    hint: 'A longer training window, or shorter look-backs',
    issues: [{ path: 'trainLength', message: `above ${warmup}` }],
  })
}

type Lengths = Pick<WalkForwardRequest, 'trainLength' | 'testLength'> & Partial<Pick<WalkForwardRequest, 'purge'>>

/** Fewest bars with which one window fits: its training, the gap, and half of its test. */
export const fewestBars = ({ trainLength, purge = 0, testLength }: Lengths): number =>
  trainLength + purge + Math.max(1, Math.ceil(testLength / 2))

/**
 * Combinations the strategy accepts; one that its own rules refuse (exit above entry) is no trial. A value somebody asked
 * for that fits in none of them is refused by name: it would be left out without a word.
 */
function usable(grid: readonly Parameters[], request: GridQuestion): Parameters[] {
  const { params: schema } = strategies.get(request.strategy)
  const judged = grid.map((params) => ({ params, error: schema.safeParse({ ...request.params, ...params }).error }))
  for (const [name, values] of Object.entries(request.grid))
    for (const value of values) {
      const tried = judged.filter(({ params }) => params[name] === value)
      const refused = tried.every(({ error }) => error) && tried[0]?.error
      const issue = refused && (refused.issues.find(({ path }) => path[0] === name) ?? refused.issues[0])
      if (issue)
        throw new Fault('input', `The grid has ${name}=${value}, which cannot be: ${issue.message}`, {
          issues: [{ path: `grid.${name}`, message: issue.message }],
        })
    }
  const kept = judged.filter(({ error }) => !error)
  if (kept.length === 0)
    throw new Fault(
      'input',
      `No combination of the grid is valid: ${judged[0]?.error?.issues[0]?.message ?? 'it is empty'}`,
    )
  return kept.map(({ params }) => params)
}
