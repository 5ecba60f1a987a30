import type { SymbolBars } from '#lib/backtest/data.ts'
import { barShapeError } from '#lib/contracts/bars.ts'
import { type Timeframe, timeframeMs, timeframes } from '#lib/contracts/common.ts'
import { Fault } from '#lib/fault.ts'

/**
 * The same bars, once every one has been looked at. What `titan import` would put into quarantine cannot be left out here:
 * nobody would see it go.
 * @throws Fault `input` with the series, the time and the rule.
 */
export function checkedBars({ symbol, bars }: SymbolBars, timeframe?: Timeframe): SymbolBars {
  const { ts, open, high, low, close, volume } = bars
  const shorter = timeframe && shorterThan(ts, timeframe)
  if (shorter)
    throw new Fault('input', `The bars of ${symbol} are ${shorter} long, and ${timeframe} was asked for`, {
      hint: `--timeframe ${shorter}`,
    })
  for (let i = 0; i < ts.length; i++) {
    if (i > 0 && ts[i] <= ts[i - 1])
      refuse(symbol, ts[i], ts[i] === ts[i - 1] ? 'stands there twice' : `comes after ${iso(ts[i - 1])}: sort the file`)
    if (!(close[i] > 0 && close[i] < Number.POSITIVE_INFINITY)) refuse(symbol, ts[i], 'its close is no positive number')
    if (volume && !(volume[i] >= 0)) refuse(symbol, ts[i], 'its volume is no number of 0 or more')
    if (!open || !high || !low) continue
    const rule = barShapeError({ open: open[i], high: high[i], low: low[i], close: close[i] })
    if (rule) refuse(symbol, ts[i], rule.message)
    if (!(low[i] > 0 && high[i] < Number.POSITIVE_INFINITY && open[i] > 0))
      refuse(symbol, ts[i], 'open, high and low are no positive numbers')
  }
  return { symbol, bars }
}

/** What most bars are long when that is less than was asked for: every yearly figure would be of another year. */
function shorterThan(ts: Float64Array, asked: Timeframe): Timeframe | undefined {
  return timeframes.find((name) => {
    if (timeframeMs[name] >= timeframeMs[asked]) return false
    let same = 0
    for (let i = 1; i < ts.length; i++) if (ts[i] - ts[i - 1] === timeframeMs[name]) same++
    return same > (ts.length - 1) / 2
  })
}

const iso = (ts: number) => new Date(ts).toISOString().replace('T00:00:00.000Z', '')

function refuse(symbol: string, ts: number, rule: string): never {
  throw new Fault('input', `${symbol}, ${iso(ts)}: ${rule}`, {
    hint: 'titan import keeps the good rows, and says of each bad one where it stands and why',
    issues: [{ path: symbol, message: `${iso(ts)}: ${rule}` }],
  })
}
