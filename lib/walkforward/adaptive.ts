import type { SymbolBars } from '#lib/backtest/data.ts'
import { simulator } from '#lib/backtest/stretch.ts'
import type { BacktestRequest, BacktestTrade } from '#lib/contracts/backtests.ts'
import { type RegimeName, regimeNames } from '#lib/contracts/regimes.ts'
import type { Parameters } from '#lib/contracts/studies.ts'
import { Fault } from '#lib/fault.ts'
import { barsPerYear } from '#lib/market/calendar.ts'
import { gridOf, type SearchSpace } from '#lib/optimize/space.ts'
import type { AdaptiveOptions, SetEvidence } from '#lib/regimes/adaptive.ts'
import { parameterError } from '#lib/registry.ts'
import { deviation, mean } from '#lib/stats/columns.ts'
import { strategies } from '#lib/strategies/index.ts'

export interface ChooseByRegime {
  readonly request: BacktestRequest
  /** Aligned bars of the training window, the bars before it that warm up included. */
  readonly bars: readonly SymbolBars[]
  /** First bar of the training window. Default 0. */
  readonly from?: number
  /** Index of the regime told at each bar of `bars` (0 calm, 1 normal, 2 stressed, NaN none): filtered, never smoothed. */
  readonly path: Float64Array
  readonly grid: SearchSpace
  /** Bars and trades a regime needs for a set of its own. Defaults 200 and 10. */
  readonly minBars?: number
  readonly minTrades?: number
  /** Blocks of neighbouring bars of a regime; the set must beat the common one in more than half of them. Default 5. */
  readonly folds?: number
  /** By how much its annual Sharpe ratio in the regime must lie above that of the common set. Default 0.3. */
  readonly margin?: number
}

export interface RegimeChoice {
  readonly regime: RegimeName
  /** The best set of the grid inside the regime, whether it is used or not. */
  readonly params: Parameters
  readonly evidence: SetEvidence
  /** Annual Sharpe ratios inside the regime: of its own best set, and of the common set. */
  readonly own: number | null
  readonly common: number | null
  /** Blocks in which the own set, chosen on the other blocks, earned more than the common one. */
  readonly won: number
  readonly folds: number
  /** Why it is not used; null: it is. */
  readonly refused: string | null
}

export interface ChosenByRegime extends Required<Pick<AdaptiveOptions, 'sets' | 'fallback' | 'evidence'>> {
  readonly choices: readonly RegimeChoice[]
}

/**
 * Chooses a set of parameters for each regime on training bars: every combination is run once, and each of its returns
 * belongs to the regime that was told at the close before. A regime gets its own set only with enough bars and trades behind
 * it, and only if that set beats the one chosen over all bars twice: by a margin, and when it is chosen anew without a block
 * and judged on that block, in more than half of the blocks. Everything else keeps the common set: a regime that brings
 * nothing costs nothing.
 * @throws Fault `input` for a path of another length or a grid without a combination that can be run.
 */
export function chooseByRegime(options: ChooseByRegime): ChosenByRegime {
  const { request, bars, path, from = 0, minBars = 200, minTrades = 10, folds = 5, margin = 0.3 } = options
  const { ts } = bars[0].bars
  const n = ts.length
  if (path.length !== n) throw new Fault('input', `The path of regimes has ${path.length} bars, the market ${n}`)
  const simulate = simulator(request, bars)
  const plugin = strategies.get(request.strategy)
  const { params: schema } = plugin
  for (const [name, values] of Object.entries(options.grid))
    for (const value of values) {
      const wrong = parameterError(plugin, name, value)
      if (wrong) throw new Fault('input', wrong, { issues: [{ path: `grid.${name}`, message: wrong }] })
    }
  // What the strategy does not take, such as a fast average above the slow one, is no trial.
  const grid = gridOf(options.grid).filter((params) => schema.safeParse({ ...request.params, ...params }).success)
  if (grid.length === 0) throw new Fault('input', `${request.strategy} takes no combination of the grid`)
  const trials = grid.map((params) => ({ params, ...simulate(params, from, n) }))
  const year = Math.sqrt(barsPerYear(ts, request.timeframe))
  const all = Array.from({ length: n - from }, (_, i) => i)
  const common = best(trials, all)
  const choices = regimeNames.map((regime, index): RegimeChoice => {
    // The bar after a telling: what could have been had by acting on it.
    const rows = all.filter((i) => from + i > 0 && path[from + i - 1] === index)
    const own = best(trials, rows)
    const trades = own.trades.filter((trade) => path[rowOf(ts, trade) ?? -1] === index).length
    const [a, b] = [sharpe(own.returns, rows), sharpe(common.returns, rows)]
    let won = 0
    for (let fold = 0; fold < folds; fold++) {
      const cut = (k: number) => Math.floor((k * rows.length) / folds)
      const test = rows.slice(cut(fold), cut(fold + 1))
      const rest = [...rows.slice(0, cut(fold)), ...rows.slice(cut(fold + 1))]
      const picked = best(trials, rest)
      if (picked !== common && total(picked.returns, test) > total(common.returns, test)) won++
    }
    return {
      regime,
      params: own.params,
      evidence: { bars: rows.length, trades },
      own: a === null ? null : a * year,
      common: b === null ? null : b * year,
      won,
      folds,
      refused: refusal(),
    }

    function refusal(): string | null {
      if (rows.length < minBars) return `${rows.length} bars, of ${minBars} it takes`
      if (trades < minTrades) return `${trades} trades, of ${minTrades} it takes`
      if (own === common) return 'the common set is the best here, too'
      if (a === null || b === null || (a - b) * year < margin)
        return `it lies above the common set by less than ${margin}`
      return won * 2 > folds ? null : `chosen without a block it beats the common set on ${won} of ${folds} of them`
    }
  })
  const used = choices.filter(({ refused }) => refused === null)
  const by = <T>(pick: (choice: RegimeChoice) => T) =>
    Object.fromEntries(used.map((choice) => [choice.regime, pick(choice)])) as Partial<Record<RegimeName, T>>
  return {
    sets: by(({ params }) => params),
    evidence: by(({ evidence }) => evidence),
    fallback: common.params,
    choices,
  }
}

/** Bar at whose close a trade was decided: the one before its entry; null for an entry that is not among the bars. */
function rowOf(ts: Float64Array, { entryTs }: BacktestTrade): number | null {
  let [low, high] = [0, ts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ts[middle] < entryTs) low = middle + 1
    else high = middle
  }
  return low > 0 && low <= ts.length ? low - 1 : null
}

function sharpe(returns: Float64Array, rows: readonly number[]): number | null {
  if (rows.length < 2) return null
  const own = rows.map((i) => returns[i])
  const sd = deviation(own)
  return sd > 0 ? mean(own) / sd : null
}

const total = (returns: Float64Array, rows: readonly number[]) => rows.reduce((sum, i) => sum + returns[i], 0)

/** Of equal ones the first: the order of the grid decides, not chance. */
function best<Trial extends { readonly returns: Float64Array }>(
  trials: readonly Trial[],
  rows: readonly number[],
): Trial {
  let found = trials[0]
  let highest = Number.NEGATIVE_INFINITY
  for (const trial of trials) {
    const value = sharpe(trial.returns, rows) ?? Number.NEGATIVE_INFINITY
    if (value > highest) {
      highest = value
      found = trial
    }
  }
  return found
}
