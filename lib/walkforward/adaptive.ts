import type { SymbolBars } from '#lib/backtest/data.ts'
import type { Instruments } from '#lib/backtest/desk-of.ts'
import { simulator } from '#lib/backtest/stretch.ts'
import type { AdaptiveRequest, RegimeChoice } from '#lib/contracts/adaptive.ts'
import type { BacktestRequest, BacktestTrade } from '#lib/contracts/backtests.ts'
import { type RegimeName, regimeNames } from '#lib/contracts/regimes.ts'
import type { Parameters } from '#lib/contracts/studies.ts'
import { Fault } from '#lib/fault.ts'
import { barsPerYear } from '#lib/market/calendar.ts'

/** What a regime must show before it gets a set of its own. */
export type Guard = Pick<AdaptiveRequest, 'minBars' | 'minTrades' | 'margin' | 'blocks'>

export interface ChooseByRegime extends Guard {
  readonly request: BacktestRequest
  /** Aligned bars of the training window, the bars before it that warm up included. */
  readonly bars: readonly SymbolBars[]
  /** First bar of the training window. Default 0. */
  readonly from?: number
  /** Index of the regime told at each bar of `bars` (0 calm, 1 normal, 2 stressed, NaN none): filtered, never smoothed. */
  readonly path: Float64Array
  /** Combinations to try, all of which the strategy takes. Of equals the first stays. */
  readonly grid: readonly Parameters[]
  readonly instruments?: Instruments
  readonly onTrial?: () => void
}

export interface ChosenByRegime {
  /** Sets that are used, by regime; everything else keeps the common one. */
  readonly sets: Partial<Readonly<Record<RegimeName, Parameters>>>
  readonly common: Parameters
  readonly choices: readonly RegimeChoice[]
}

interface Trial {
  readonly params: Parameters
  readonly returns: Float64Array
  /** Bars at whose close its trades were decided. */
  readonly decided: readonly number[]
}

/**
 * Chooses a set of parameters for each regime on training bars: every combination is run once, and each of its returns
 * belongs to the regime that was told at the close before. A regime gets its own set only with enough bars and trades behind
 * it, and only if that set beats the one chosen over all bars twice: by a margin, and when it is chosen anew without a block
 * and judged on that block, in more than half of the blocks. Everything else keeps the common set: a regime that brings
 * nothing costs nothing.
 * @throws Fault `input` for a path of another length or an empty grid.
 */
export function chooseByRegime(options: ChooseByRegime): ChosenByRegime {
  const { request, bars, path, from = 0, minBars, minTrades, blocks, margin } = options
  const { ts } = bars[0].bars
  const n = ts.length
  if (path.length !== n) throw new Fault('input', `The path of regimes has ${path.length} bars, the market ${n}`)
  if (options.grid.length === 0) throw new Fault('input', 'The grid is empty')
  const simulate = simulator(request, bars, options.instruments)
  const trials = options.grid.map((params): Trial => {
    const { returns, trades } = simulate(params, from, n)
    options.onTrial?.()
    return { params, returns, decided: trades.map((trade) => rowOf(ts, trade)) }
  })
  const year = Math.sqrt(barsPerYear(ts, request.timeframe))
  const all = Int32Array.from({ length: n - from }, (_, i) => i)
  const common = best(trials, all)

  const choices = regimeNames.map((regime, index): RegimeChoice => {
    // The bar after a telling: what could have been had by acting on it.
    const rows = all.filter((i) => from + i > 0 && path[from + i - 1] === index)
    const own = best(trials, rows)
    const trades = own.decided.filter((row) => path[row] === index).length
    const [a, b] = [annual(own, rows), annual(common, rows)]
    const short =
      rows.length < minBars
        ? `${counted(rows.length, 'bar')}, of ${minBars} it takes`
        : own === common
          ? 'the common set is the best here, too'
          : trades < minTrades
            ? `${counted(trades, 'trade')}, of ${minTrades} it takes`
            : a === null || b === null || a - b < margin
              ? `it lies above the common set by less than ${margin}`
              : null
    const won = short === null ? blocksWon(rows) : null
    const lost = won !== null && won * 2 <= blocks
    return {
      regime,
      params: own.params,
      evidence: { bars: rows.length, trades },
      ...{ own: a, common: b, won, blocks },
      refused: lost ? `chosen without a block it beats the common set on ${won} of ${blocks} of them` : short,
    }
  })
  const used = choices.filter(({ refused }) => refused === null)
  return {
    sets: Object.fromEntries(used.map(({ regime, params }) => [regime, params])),
    common: common.params,
    choices,
  }

  function annual({ returns }: Trial, rows: Int32Array): number | null {
    const ratio = sharpe(returns, rows)
    return ratio === null ? null : ratio * year
  }

  /** Blocks on which the set that is the best on the others earns more than the common one. */
  function blocksWon(rows: Int32Array): number {
    let won = 0
    for (let block = 0; block < blocks; block++) {
      const [first, last] = [0, 1].map((k) => Math.floor(((block + k) * rows.length) / blocks))
      const held = rows.subarray(first, last)
      const picked = best(
        trials,
        rows.filter((_, i) => i < first || i >= last),
      )
      if (picked !== common && total(picked.returns, held) > total(common.returns, held)) won++
    }
    return won
  }
}

const counted = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`

/** Bar at whose close a trade was decided: the one before its entry. −1 for an entry before the second bar. */
function rowOf(ts: Float64Array, { entryTs }: BacktestTrade): number {
  let [low, high] = [0, ts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ts[middle] < entryTs) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Mean over deviation (n − 1) of the returns at these rows; null where they do not vary. */
function sharpe(returns: Float64Array, rows: Int32Array): number | null {
  const n = rows.length
  if (n < 2) return null
  const mean = total(returns, rows) / n
  let squares = 0
  for (const i of rows) squares += (returns[i] - mean) ** 2
  return squares > 0 ? mean / Math.sqrt(squares / (n - 1)) : null
}

function total(returns: Float64Array, rows: Int32Array): number {
  let sum = 0
  for (const i of rows) sum += returns[i]
  return sum
}

/** Of equal ones the first: the order of the grid decides, not chance. */
function best(trials: readonly Trial[], rows: Int32Array): Trial {
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
