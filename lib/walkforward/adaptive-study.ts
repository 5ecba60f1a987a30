import type { SymbolBars } from '#lib/backtest/data.ts'
import { simulator, slice } from '#lib/backtest/stretch.ts'
import type { BacktestRequest } from '#lib/contracts/backtests.ts'
import type { RegimeName, TransitionKind } from '#lib/contracts/regimes.ts'
import type { Parameters } from '#lib/contracts/studies.ts'
import { barsPerYear } from '#lib/market/calendar.ts'
import { type ReturnMetrics, returnMetrics } from '#lib/metrics/returns.ts'
import type { SearchSpace } from '#lib/optimize/space.ts'
import { type ChooseByRegime, chooseByRegime } from './adaptive.ts'
import { contributions, windowsOf } from './windows.ts'

export interface AdaptiveStudy extends Pick<ChooseByRegime, 'minBars' | 'minTrades' | 'margin' | 'folds' | 'path'> {
  readonly request: BacktestRequest
  /** Aligned bars. */
  readonly bars: readonly SymbolBars[]
  readonly grid: SearchSpace
  /** How `adaptive` is told its regimes: its own parameters but for the sets. */
  readonly following: Readonly<Record<string, unknown>> & { readonly transition?: TransitionKind }
  readonly trainLength: number
  readonly testLength: number
  readonly onProgress?: (done: number, total: number, phase: string) => void
}

export interface AdaptiveFold {
  readonly test: readonly [string, string]
  readonly fallback: Parameters
  readonly sets: Partial<Readonly<Record<RegimeName, Parameters>>>
}

export interface AdaptiveStudyResult {
  readonly folds: readonly AdaptiveFold[]
  /** Of the stitched test windows: with the sets by regime, and with the common set alone. */
  readonly adaptive: ReturnMetrics
  readonly common: ReturnMetrics
  /** One return a bar of each. */
  readonly returns: { readonly adaptive: Float64Array; readonly common: Float64Array }
}

const iso = (ts: number) => new Date(ts).toISOString()

/**
 * Whether following regimes brings anything out of sample: in every training window the sets are chosen anew, in the test
 * window after it `adaptive` with them runs against the common set alone, and the test windows are stitched.
 * @throws Fault `input` for windows that do not fit or a grid without a combination that can be run.
 */
export function adaptiveStudy(study: AdaptiveStudy): AdaptiveStudyResult {
  const { request, bars, path, grid, trainLength, testLength, minBars, minTrades, margin, folds: blocks } = study
  const { ts } = bars[0].bars
  const windows = windowsOf({ bars: ts.length, trainLength, testLength, stride: testLength, purge: 0, anchored: false })
  const shares = contributions(windows)
  const plain = simulator(request, bars)
  const following = simulator({ ...request, strategy: 'adaptive', params: {} }, bars)
  const tracks = { adaptive: [] as number[], common: [] as number[] }
  const folds = windows.map(({ train, test }, i): AdaptiveFold => {
    study.onProgress?.(i, windows.length, 'walking forward')
    const chosen = chooseByRegime({
      request,
      bars: bars.map(({ symbol, bars: all }) => ({ symbol, bars: slice(all, train[0], train[1]) })),
      path: path.subarray(train[0], train[1]),
      grid,
      minBars,
      minTrades,
      margin,
      folds: blocks,
    })
    const [from, to] = shares[i]
    const adapted = following(
      {
        ...study.following,
        inner: request.strategy,
        fallback: { ...request.params, ...chosen.fallback },
        ...chosen.sets,
      },
      from,
      to,
    )
    tracks.adaptive.push(...adapted.returns)
    tracks.common.push(...plain(chosen.fallback, from, to).returns)
    return { test: [iso(ts[test[0]]), iso(ts[test[1] - 1])], fallback: chosen.fallback, sets: chosen.sets }
  })
  study.onProgress?.(windows.length, windows.length, 'walking forward')
  const year = { barsPerYear: barsPerYear(ts, request.timeframe), riskFree: request.riskFree }
  return {
    folds,
    adaptive: returnMetrics(tracks.adaptive, year),
    common: returnMetrics(tracks.common, year),
    returns: { adaptive: Float64Array.from(tracks.adaptive), common: Float64Array.from(tracks.common) },
  }
}
