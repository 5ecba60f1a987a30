import type { SymbolBars } from '#lib/backtest/data.ts'
import type { AdaptiveRequest } from '#lib/contracts/adaptive.ts'
import { Fault } from '#lib/fault.ts'
import { strategies } from '#lib/strategies/index.ts'
import { type RegimeFields, regimeDetector, regimeFields } from '#lib/strategies/regime-fields.ts'
import { checkTraining, type GridPlan, gridPlan } from './check.ts'

/** Combinations of a grid: each is run in every window, and its returns are kept until the window is chosen. */
const mostCombinations = 2_000
/** Returns of the choice on all bars that are held at once: 8 bytes each. */
const mostReturns = 50_000_000

export interface AdaptivePlan extends GridPlan {
  /** How `adaptive` is told its regimes and passes from one set to the next: its parameters but for the sets. */
  readonly following: Readonly<Record<string, unknown>>
  readonly regimes: RegimeFields
}

/** What a detector may be told here: what `adaptive` tells it. */
export const detectorFields = Object.keys(regimeFields).filter((name) => name !== 'detector')

/**
 * What a study of parameters by regime will do, as far as it can be said without bars.
 * @throws Fault `missing` for an unknown strategy, `input` for what cannot be followed: parameters and grids
 *   that do not fit, a training window in which nothing would be warm.
 */
export function adaptivePlan(request: AdaptiveRequest, symbols: number): AdaptivePlan {
  const { strategy: inner, detector, detectorParams, transition, transitionBars } = request
  if (inner === 'adaptive')
    throw new Fault(
      'input',
      'adaptive follows regimes by itself: name the strategy whose parameters are to follow them',
      {
        issues: [{ path: 'strategy', message: 'not adaptive itself' }],
      },
    )
  const plan = gridPlan(request, symbols)
  if (plan.grid.length > mostCombinations)
    throw new Fault(
      'input',
      `The grid has ${plan.grid.length} combinations; by regime at most ${mostCombinations} are tried`,
      {
        hint: 'Fewer values',
        issues: [{ path: 'grid', message: `above ${mostCombinations} combinations` }],
      },
    )
  const unknown = Object.keys(detectorParams).find((name) => !detectorFields.includes(name))
  if (unknown !== undefined)
    throw new Fault('input', `adaptive tells its detector no "${unknown}"`, {
      hint: `It tells ${detectorFields.join(', ')}`,
      issues: [{ path: `detectorParams.${unknown}`, message: 'unknown parameter' }],
    })
  const following = { detector, ...detectorParams, transition, transitionBars }
  const plugin = strategies.get('adaptive')
  let { warmup } = plan
  let regimes: RegimeFields | null = null
  for (const params of plan.grid) {
    const parsed = plugin.params.safeParse({ ...following, inner, fallback: { ...request.params, ...params } })
    const issue = parsed.error?.issues[0]
    if (issue)
      throw new Fault('input', `${inner} cannot follow regimes so. ${issue.message}`, {
        issues: [{ path: placeOf(issue.path.map(String)), message: issue.message }],
      })
    regimes = parsed.data as RegimeFields
    warmup = Math.max(warmup, plugin.warmup(parsed.data as never))
  }
  checkTraining(request, plan.warmup)
  checkTraining(request, warmup, `following the regimes of ${detector} needs`)
  if (!regimes) throw new Fault('input', 'The grid is empty')
  return { ...plan, following, regimes }
}

/** Where in the request stands what `adaptive` calls so. */
function placeOf([first, ...rest]: readonly string[]): string {
  if (first === 'inner') return 'strategy'
  if (detectorFields.includes(first)) return `detectorParams.${first}`
  return first === 'fallback' ? ['params', ...rest].join('.') : first
}

/** Windows of one study: each keeps what it chose, and why. */
export const mostWindows = 1_000

/** @throws Fault `input` for so short a test that there would be more windows than are kept. */
export function checkWindows(windows: number): void {
  if (windows <= mostWindows) return
  throw new Fault('input', `These are ${windows} windows; at most ${mostWindows} are judged`, {
    hint: 'Longer test windows, or a shorter time',
    issues: [{ path: 'testLength', message: `above ${mostWindows} windows` }],
  })
}

/** @throws Fault `limited` when the returns of all combinations over all bars would not fit. */
export function checkMemory(combinations: number, bars: number): void {
  if (combinations * bars <= mostReturns) return
  throw new Fault(
    'limited',
    `${combinations} combinations over ${bars} bars are ${Math.round((combinations * bars * 8) / 1e6)} MB of returns; ${(mostReturns * 8) / 1e6} are held`,
    { next: 'fix', hint: 'Fewer combinations, or a shorter time' },
  )
}

/**
 * Index of the regime told at the close of each bar (0 calm, 1 normal, 2 stressed, NaN none), by the very detector that
 * `adaptive` follows: chosen is on what will be told. Filtered: nothing later enters.
 */
export function regimePath(regimes: RegimeFields, bars: readonly SymbolBars[]): Float64Array {
  const detector = regimeDetector(regimes, bars.length)
  const legs = bars.length
  const market = { ts: 0, close: new Float64Array(legs), volume: new Float64Array(legs) }
  const names = { calm: 0, normal: 1, stressed: 2 }
  let told = Number.NaN
  return bars[0].bars.ts.map((ts, t) => {
    market.ts = ts
    for (const [leg, one] of bars.entries()) market.close[leg] = one.bars.close[t]
    if (market.close.every((price) => price > 0)) {
      const { regime } = detector.next(market)
      told = regime === null ? Number.NaN : names[regime]
    }
    return told
  })
}
