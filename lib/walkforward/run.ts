import { type Panel, panelOf, type SymbolBars } from '#lib/backtest/data.ts'
import type { Instruments } from '#lib/backtest/desk-of.ts'
import { slicesBy } from '#lib/backtest/evidence.ts'
import { regimesBefore } from '#lib/backtest/regime-slices.ts'
import { type Stretch, simulator } from '#lib/backtest/stretch.ts'
import type { Fold, Parameters, StretchFigures, WalkForwardRequest, WalkForwardResult } from '#lib/contracts/studies.ts'
import { Fault } from '#lib/fault.ts'
import { barsPerYear as barsPerYearOf } from '#lib/market/calendar.ts'
import { planOf } from './check.ts'
import { quickScores } from './quick.ts'
import { stabilityOf, summariseStudy } from './summary.ts'
import { figuresOf, stitch, wealthTo } from './track.ts'
import { contributions, windowsOf } from './windows.ts'

export interface WalkForwardWork {
  /** Never the compiled sweep: for tests that compare both. */
  readonly engineOnly?: boolean
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
  const { objective, space, grid, warmup } = planOf(request, bars.length)
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
  const simulate = simulator(request, aligned, work.instruments)
  const barsPerYear = barsPerYearOf(panel.ts, request.timeframe)
  const riskFree = request.riskFree
  const quick = work.engineOnly ? null : quickScores(request, panel, objective, barsPerYear, work.instruments)

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
    // The widest warm-up for all, or short look-backs would be judged on more bars than long ones.
    const [first, last] = [train[0] + warmup, train[1]]
    const swept = quick?.(grid, first, last)
    let best: { params: Parameters; score: number | null } | null = null
    for (const [k, params] of grid.entries()) {
      const score = swept?.[k] === undefined ? objective.score(simulate(params, first, last).metrics) : swept[k]
      step(`fold ${i + 1} of ${windows.length}, choosing parameters`)
      if (!best || beats(score, best.score)) best = { params, score }
    }
    if (!best) throw new Fault('input', 'The grid is empty')
    const stretch = simulate(best.params, first, last)
    const chosen = { params: best.params, score: objective.score(stretch.metrics), stretch }
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
  const [from, to] = [windows[0].test[0], windows[windows.length - 1].test[1]]
  const told = regimesBefore(bars, request.timeframe, { from: panel.ts[0], to: panel.ts[n - 1] })
  return summariseStudy({
    request,
    folds,
    trials,
    track,
    stability,
    barsPerYear,
    closeOnly: panel.closeOnly,
    baseline: {
      hold: figures({ ...judgedNothing, returns: heldReturns(panel, from, to) }),
      unchosen: figures(simulate({}, from, to)),
    },
    regimes: slicesBy({ equity: track, trades: track.trades }, track.returns, told, { barsPerYear, riskFree }),
  })
}

const judgedNothing = { trades: [], metrics: {} as Stretch['metrics'] }

/** All legs in equal parts, rebalanced at every bar: what doing nothing would have brought. */
function heldReturns({ legs }: Panel, from: number, to: number): Float64Array {
  return Float64Array.from({ length: to - from }, (_, i) => {
    const t = from + i
    return t === 0 ? 0 : legs.reduce((sum, { close }) => sum + close[t] / close[t - 1] - 1, 0) / legs.length
  })
}

/** A day where a bar opens at midnight, else the instant. */
export const dayOf = (ts: number) => {
  const text = new Date(ts).toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text
}

/**
 * Whether a score is above another by more than the 1e-9 within which the compiled sweep and the engine agree. Of equals
 * the first in the grid stays, whichever of the two computed them.
 */
const beats = (score: number | null, best: number | null): boolean =>
  score !== null && (best === null || score - best > 1e-9 * Math.max(1, Math.abs(best)))
