import type { BacktestRequest } from '#lib/contracts/backtests.ts'
import type { Bars } from '#lib/contracts/bars.ts'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import type { BarView } from '#lib/execution/hit.ts'
import { Fault } from '#lib/fault.ts'

/**
 * Finer bars by symbol, looked up by the bar they make up: those that open from its open time on and before its end.
 * Null where there are none, or only one: it would say nothing new.
 */
export function detailOf(
  symbols: readonly string[],
  finer: Readonly<Record<string, Bars>>,
  barMs: number,
): (leg: number, ts: number) => readonly BarView[] | null {
  return (leg, ts) => {
    const bars = finer[symbols[leg]]
    if (!bars) return null
    let low = 0
    let high = bars.ts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (bars.ts[middle] < ts) low = middle + 1
      else high = middle
    }
    const path: BarView[] = []
    for (let i = low; i < bars.ts.length && bars.ts[i] < ts + barMs; i++) {
      const close = bars.close[i]
      path.push({
        open: bars.open?.[i] ?? close,
        high: bars.high?.[i] ?? close,
        low: bars.low?.[i] ?? close,
        close,
        volume: bars.volume?.[i] ?? Number.NaN,
      })
    }
    return path.length > 1 ? path : null
  }
}

/** @throws Fault `input` when finer bars are asked for that are not finer. */
export function checkDetail({ timeframe, detail }: Pick<BacktestRequest, 'timeframe' | 'detail'>): void {
  if (detail !== undefined && timeframeMs[detail] >= timeframeMs[timeframe])
    throw new Fault('input', `Bars of ${detail} are not finer than those of ${timeframe}`, {
      issues: [{ path: 'detail', message: `shorter than ${timeframe}` }],
    })
}

/** @throws Fault `missing` when finer bars are asked for and not there. */
export function checkLooked(
  detail: Timeframe | undefined,
  symbols: readonly string[],
  finer: Readonly<Record<string, Bars>> = {},
): void {
  const blind = detail === undefined ? [] : symbols.filter((symbol) => !finer[symbol])
  if (blind.length > 0) throw new Fault('missing', `There are no ${detail} bars of ${blind.join(', ')} to look into`)
}

/** What was looked into as columns in the order of the symbols, for the hash of a run: without them it would be another. */
export const detailColumns = (finer: Readonly<Record<string, Bars>> = {}): Float64Array[] =>
  Object.keys(finer)
    .toSorted()
    .flatMap((symbol) => {
      const { ts, open, high, low, close } = finer[symbol]
      return [ts, open, high, low, close].filter((column) => column !== null)
    })

/** Bytes of the columns of finer bars. */
export const detailBytes = (finer: Readonly<Record<string, Bars>> = {}): number =>
  Object.values(finer).reduce((sum, { ts }) => sum + 6 * 8 * ts.length, 0)
