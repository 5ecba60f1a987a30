import type { Bars } from '#lib/contracts/bars.ts'
import { type RegimeFit, type RegimeRequest, type RegimeResult, regimeNames } from '#lib/contracts/regimes.ts'
import { Fault } from '#lib/fault.ts'
import { barsPerYear } from '#lib/market/calendar.ts'
import { joinByTime, take } from '#lib/market/join.ts'
import { parametersOf } from '#lib/registry.ts'
import { figuresOf, transitionsOf } from './figures.ts'
import { regimeDetectors } from './index.ts'
import { marketRegimeDetector } from './market-regime-detector.ts'

export interface RegimeWork {
  readonly onProgress?: (done: number, total: number, phase: string) => void
}

/**
 * Regimes of a market over its bars, as they would have been told at the time: each bar by a model that was fitted before
 * it. Several symbols are one market, the equal-weight mean of their returns.
 * @param bars one entry a symbol of the request, in its order. @throws Fault `missing` for an unknown detector, `input` for
 *   parameters that do not fit or too few bars for one fit.
 */
export function detectRegimes(
  request: RegimeRequest,
  bars: readonly { readonly symbol: string; readonly bars: Bars }[],
  work: RegimeWork = {},
): RegimeResult {
  const { detector, symbols, timeframe } = request
  if (!regimeDetectors.has(detector))
    throw new Fault('missing', `There is no detector "${detector}". Known: ${regimeDetectors.names.join(', ')}`)
  const { trainBars } = parametersOf(regimeDetectors.get(detector), request.params) as { trainBars: number }
  const panel = panelOf(bars, request.from, request.to)
  const n = panel.ts.length
  const run = marketRegimeDetector({ detector, params: request.params, legs: bars.length, volumes: panel.volumes })
  const regime = new Float64Array(n).fill(Number.NaN)
  const probability = new Float64Array(n).fill(Number.NaN)
  const level = new Float64Array(n)
  const returns = new Float64Array(n)
  const fits: RegimeFit[] = []
  const changes: RegimeResult['changes'][number][] = []
  const bar = { ts: 0, close: new Float64Array(bars.length), volume: new Float64Array(bars.length) }
  let before: RegimeResult['changes'][number]['to'] | null = null
  for (let t = 0; t < n; t++) {
    if (t % 64 === 0) work.onProgress?.(t, n, 'reading the market')
    bar.ts = panel.ts[t]
    for (const [leg, { close, volume }] of panel.legs.entries()) {
      bar.close[leg] = close[t]
      bar.volume[leg] = volume ? volume[t] : Number.NaN
    }
    const reading = run.next(bar)
    if (t === 0) level[0] = bars.length === 1 ? bar.close[0] : 100
    else {
      returns[t] = Math.expm1(reading.r)
      level[t] = bars.length === 1 ? bar.close[0] : level[t - 1] * (1 + returns[t])
    }
    if (reading.fit) fits.push(reading.fit)
    if (reading.regime !== null) {
      regime[t] = regimeNames.indexOf(reading.regime)
      probability[t] = reading.probability
    }
    if (reading.changed && reading.regime) {
      changes.push({ at: new Date(panel.ts[t]).toISOString(), from: before, to: reading.regime })
      before = reading.regime
    }
  }
  work.onProgress?.(n, n, 'reading the market')
  if (fits.length === 0) {
    throw new Fault('input', `${symbols.join(', ')}: ${n} bars in common are too few to learn regimes from`, {
      hint: `${trainBars} bars to train on come after the longest window; take more bars, or a smaller trainBars`,
      issues: [{ path: 'params.trainBars', message: `${n} bars are too few` }],
    })
  }
  return {
    regimes: regimeNames,
    features: run.features,
    fits,
    transitions: transitionsOf(regime),
    figures: figuresOf(regime, returns, barsPerYear(panel.ts, timeframe)),
    changes,
    history: { ts: panel.ts, regime, probability, level },
    notes: notesOf(panel.volumes, bars.length, n, regime),
  }
}

function panelOf(
  bars: readonly { readonly bars: Bars }[],
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
) {
  const joined = joinByTime(bars.map(({ bars: { ts } }) => ts))
  let first = 0
  let last = joined.ts.length
  while (first < last && joined.ts[first] < from) first++
  while (last > first && joined.ts[last - 1] > to) last--
  const legs = bars.map(({ bars: { close, volume } }, i) => {
    const rows = joined.rows[i].subarray(first, last)
    const traded = volume && take(volume, rows)
    return { close: take(close, rows), volume: traded?.some((v) => v > 0) ? traded : null }
  })
  return { ts: joined.ts.slice(first, last), legs, volumes: legs.every(({ volume }) => volume !== null) }
}

function notesOf(volumes: boolean, legs: number, n: number, regime: Float64Array): string[] {
  const silent = regime.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0)
  return [
    `The first ${silent} of ${n} bars went into the first fit: nothing is told of them.`,
    'Figures are of the bar after each telling: what could have been had by acting on it. A return a year takes a quarter of one.',
    ...(volumes ? [] : ['Without volumes there is no liquidity.']),
    ...(legs > 1 ? [] : ['One symbol has no correlation.']),
  ]
}
