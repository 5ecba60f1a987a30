import type { Stretch } from '#lib/backtest/stretch.ts'
import type { StretchFigures } from '#lib/contracts/studies.ts'
import { returnMetrics } from '#lib/metrics/returns.ts'

/** Wealth after each bar, 1 at one end, thinned to at most 64 points. */
export function wealthTo(returns: Float64Array, one: 'start' | 'end'): number[] {
  const wealth = new Float64Array(returns.length + 1)
  wealth[0] = 1
  for (let i = 0; i < returns.length; i++) wealth[i + 1] = wealth[i] * (1 + returns[i])
  const base = one === 'end' ? wealth[returns.length] : 1
  const count = Math.min(64, wealth.length)
  return Array.from(
    { length: count },
    (_, i) => Math.round((wealth[Math.round((i * (wealth.length - 1)) / (count - 1))] / base) * 1e6) / 1e6,
  )
}

/** Figures of one stretch; a position that is open at its end is no trade. */
export function figuresOf(
  returns: Float64Array,
  { trades }: Pick<Stretch, 'trades'>,
  barsPerYear: number,
  riskFree: number,
): StretchFigures {
  const metrics = returnMetrics(returns, { barsPerYear, riskFree })
  const closed = trades.filter(({ exitKind }) => exitKind !== 'END')
  return {
    bars: returns.length,
    totalReturn: metrics.totalReturn,
    sharpe: metrics.sharpeAnnual,
    sharpeCi: metrics.sharpeCi,
    maxDrawdown: metrics.maxDrawdown,
    trades: closed.length,
    winRate: closed.length > 0 ? closed.filter(({ pnl }) => pnl > 0).length / closed.length : null,
  }
}

/** The test windows as one. */
export interface Track {
  readonly ts: Float64Array
  readonly returns: Float64Array
  readonly fold: Float64Array
  readonly trades: Stretch['trades']
}

/** Joins the stretches over the ranges they answer for. */
export function stitch(
  ts: Float64Array,
  tests: readonly (readonly [number, number])[],
  ranges: readonly (readonly [number, number])[],
  stretches: readonly Stretch[],
): Track {
  const length = ranges.reduce((sum, [from, to]) => sum + to - from, 0)
  const track = { ts: new Float64Array(length), returns: new Float64Array(length), fold: new Float64Array(length) }
  let at = 0
  for (const [i, [from, to]] of ranges.entries()) {
    for (let bar = from; bar < to; bar++) {
      track.ts[at] = ts[bar]
      track.returns[at] = stretches[i].returns[bar - tests[i][0]]
      track.fold[at] = i
      at += 1
    }
  }
  // A trade belongs to the fold that answers for the bar it was entered on.
  const trades = stretches.flatMap(({ trades: all }, i) =>
    all.filter(
      ({ entryTs }) => entryTs >= ts[ranges[i][0]] && (ranges[i][1] >= ts.length || entryTs < ts[ranges[i][1]]),
    ),
  )
  return { ...track, trades }
}
