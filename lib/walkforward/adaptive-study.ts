import { panelOf, type SymbolBars } from '#lib/backtest/data.ts'
import type { Instruments } from '#lib/backtest/desk-of.ts'
import { type Stretch, simulator, slice } from '#lib/backtest/stretch.ts'
import type { AdaptiveFold, AdaptiveRequest, AdaptiveResult, SharpeGap } from '#lib/contracts/adaptive.ts'
import { barsPerYear as barsPerYearOf } from '#lib/market/calendar.ts'
import { hurdleOf } from '#lib/metrics/returns.ts'
import { sharpeDifference } from '#lib/metrics/sharpe-difference.ts'
import { random } from '#lib/stats/random.ts'
import { type ChosenByRegime, chooseByRegime } from './adaptive.ts'
import { adaptivePlan, checkMemory, checkWindows, regimePath } from './adaptive-plan.ts'
import { dayOf } from './run.ts'
import { figuresOf, stitch } from './track.ts'
import { contributions, windowsOf } from './windows.ts'

export interface AdaptiveWork {
  /** What is known of the instruments: lots, ticks, which are swaps. */
  readonly instruments?: Instruments
  readonly onProgress?: (done: number, total: number, phase: string) => void
}

/**
 * Whether following regimes brings anything out of sample: in every training window a common set and sets by regime are
 * chosen anew, in the test window after it both run through the strategy `adaptive`, once with the sets and once without, so
 * that they differ in nothing else; the test windows are stitched. Every window begins flat and waits for the next entry.
 * Last, the sets are chosen on all bars: what would be followed from here on, in sample. Deterministic.
 * @throws Fault `input` for parameters, spans or grids that do not fit, `limited` for what would not fit into memory.
 */
export function adaptiveStudy(
  request: AdaptiveRequest,
  bars: readonly SymbolBars[],
  work: AdaptiveWork = {},
): AdaptiveResult {
  const { grid, warmup, following, regimes } = adaptivePlan(request, bars.length)
  const panel = panelOf(bars, request.timeframe, request.from, request.to)
  const aligned = panel.symbols.map((symbol, i) => ({ symbol, bars: panel.legs[i] }))
  const { ts } = panel
  const { trainLength, testLength, riskFree, minBars, minTrades, margin, blocks } = request
  const windows = windowsOf({ bars: ts.length, trainLength, testLength, stride: testLength, purge: 0, anchored: false })
  checkWindows(windows.length)
  checkMemory(grid.length, ts.length)
  work.onProgress?.(0, 1, 'telling regimes')
  const path = regimePath(regimes, aligned)
  const barsPerYear = barsPerYearOf(ts, request.timeframe)
  const adaptive = simulator({ ...request, strategy: 'adaptive', params: {} }, aligned, work.instruments)

  const total = (windows.length + 1) * grid.length
  let done = 0
  const choose = (from: number, to: number, phase: string): ChosenByRegime =>
    chooseByRegime({
      ...{ request, grid, minBars, minTrades, margin, blocks, instruments: work.instruments },
      bars: aligned.map(({ symbol, bars: all }) => ({ symbol, bars: slice(all, from, to) })),
      path: path.subarray(from, to),
      // The widest warm-up for all, or short look-backs would be judged on more bars than long ones.
      from: warmup,
      onTrial: () => work.onProgress?.(++done, total, phase),
    })
  const paramsOf = ({ common, sets }: Pick<ChosenByRegime, 'common' | 'sets'>) => ({
    ...{ inner: request.strategy, fallback: { ...request.params, ...common } },
    ...sets,
    ...following,
  })
  const spanOf = ([from, to]: readonly [number, number]) => [dayOf(ts[from]), dayOf(ts[to - 1])] as const
  const figures = (of: Pick<Stretch, 'returns' | 'trades'>) => figuresOf(of.returns, of, barsPerYear, riskFree)

  const tests = { byRegime: [] as Stretch[], byCommon: [] as Stretch[] }
  const folds = windows.map(({ train, test }, i): AdaptiveFold => {
    const chosen = choose(train[0], train[1], `window ${i + 1} of ${windows.length}`)
    const byRegime = adaptive(paramsOf(chosen), test[0], test[1])
    const byCommon = adaptive(paramsOf({ ...chosen, sets: {} }), test[0], test[1])
    tests.byRegime.push(byRegime)
    tests.byCommon.push(byCommon)
    return {
      ...{ train: spanOf(train), test: spanOf(test), common: chosen.common, choices: chosen.choices },
      ...{ byRegime: figures(byRegime), byCommon: figures(byCommon) },
    }
  })
  const last = choose(0, ts.length, 'choosing on all bars')

  const ranges = contributions(windows)
  const tracks = {
    byRegime: stitch(
      ts,
      windows.map(({ test }) => test),
      ranges,
      tests.byRegime,
    ),
    byCommon: stitch(
      ts,
      windows.map(({ test }) => test),
      ranges,
      tests.byCommon,
    ),
  }
  const first = windows[0].test[0]
  const silent = path.findIndex((regime) => !Number.isNaN(regime))
  return {
    folds,
    ...{ byRegime: figures(tracks.byRegime), byCommon: figures(tracks.byCommon) },
    gap: gapOf(tracks.byRegime.returns, tracks.byCommon.returns, { barsPerYear, riskFree, seed: request.seed }),
    adapted: folds.filter(({ choices }) => choices.some(({ refused }) => refused === null)).length,
    combinations: grid.length,
    chosen: { common: last.common, choices: last.choices, params: paramsOf(last) },
    track: {
      ...{ ts: tracks.byRegime.ts, byRegime: tracks.byRegime.returns, byCommon: tracks.byCommon.returns },
      ...{ regime: path.slice(first, first + tracks.byRegime.ts.length), fold: tracks.byRegime.fold },
    },
    notes: [
      silent < 0
        ? 'No regime was ever told: the detector learns from more bars than there are.'
        : `The first ${silent} of ${ts.length} bars went into the first fit of ${request.detector}: nothing is told of them.`,
      'Every window begins flat and waits for the next entry, with the sets as without.',
      'Combinations are ranked by the Sharpe ratio in the training window; the sets to follow from here on are chosen on all bars, in sample.',
      ...(panel.closeOnly ? ['These series have closes only: orders fill at the next close.'] : []),
    ],
  }
}

function gapOf(
  a: Float64Array,
  b: Float64Array,
  { barsPerYear, riskFree, seed }: { barsPerYear: number; riskFree: number; seed: number },
): SharpeGap | null {
  const hurdle = hurdleOf(riskFree, barsPerYear)
  const excess = (returns: Float64Array) => returns.map((value) => value - hurdle)
  const found = sharpeDifference(excess(a), excess(b), random(seed))
  if (!found) return null
  const year = Math.sqrt(barsPerYear)
  const { difference, low, high, p } = found
  return { difference: difference * year, low: low * year, high: high * year, p }
}
