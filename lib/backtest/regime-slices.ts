import type { Timeframe } from '#lib/contracts/common.ts'
import { regimeNames, regimeRequest } from '#lib/contracts/regimes.ts'
import { detectRegimes } from '#lib/regimes/detect.ts'
import type { SymbolBars } from './data.ts'

/** Beyond this a run is not told apart by regimes: the detector would take longer than the run. */
const mostBars = 300_000

/**
 * The regime that was told at the close before each bar, by the quantiles of past volatility: what could have been acted
 * on. Null before the first fit, and for all of a run that is too short or too long.
 * @returns a name by open time of the bar.
 */
export function regimesBefore(
  bars: readonly SymbolBars[],
  timeframe: Timeframe,
  span: { from: number; to: number },
): (ts: number) => string | null {
  const n = Math.min(...bars.map(({ bars: { ts } }) => ts.length))
  if (n < 300 || n > mostBars) return () => null
  const trainBars = Math.max(100, Math.min(504, Math.floor(n / 3)))
  const request = regimeRequest.parse({
    symbols: bars.map(({ symbol }) => symbol),
    timeframe,
    detector: 'rule-based',
    params: { trainBars },
    ...span,
  })
  const { history } = detectRegimes(request, bars)
  const told = new Map<number, string | null>()
  for (let t = 1; t < history.ts.length; t++) {
    const before = history.regime[t - 1]
    told.set(history.ts[t], Number.isNaN(before) ? null : regimeNames[before])
  }
  return (ts) => told.get(ts) ?? null
}
