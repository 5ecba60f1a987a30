import type { BacktestTrade } from '#lib/contracts/backtests.ts'
import type { Decision } from '#lib/contracts/strategy.ts'

type ExitKind = NonNullable<BacktestTrade['exitKind']>

/** What is known of the account at one moment of one bar. */
export interface Moment {
  ts: number
  bar: number
  equity: number
  /** All costs so far. */
  costs: number
}

/** Writes down round trips, from flat to flat, all legs together. */
export interface Trips {
  readonly trades: BacktestTrade[]
  readonly isOpen: boolean
  open(at: Moment, decision: Decision, reading: number | null): void
  /** One fill of the open trip; `raw` is the price before slippage. */
  fill(leg: number, change: number, price: number, raw: number, entering: boolean): void
  close(at: Moment, exit: { ts: number | null; kind: ExitKind; reason: string | null }): void
}

/** @param symbols names of the legs, in order. */
export function trips(symbols: readonly string[]): Trips {
  const trades: BacktestTrade[] = []
  const legs = symbols.length
  // Quantity and value of entries and exits a leg: their quotients are the average prices.
  const bought = new Float64Array(legs)
  const paid = new Float64Array(legs)
  const left = new Float64Array(legs)
  const got = new Float64Array(legs)
  let current: BacktestTrade | null = null
  let start: Moment = { ts: 0, bar: 0, equity: 0, costs: 0 }
  let gross = 0
  return {
    trades,
    get isOpen() {
      return current !== null
    },
    open(at, decision, reading) {
      bought.fill(0)
      paid.fill(0)
      left.fill(0)
      got.fill(0)
      gross = 0
      start = { ...at }
      current = {
        n: trades.length + 1,
        side: decision.side === 'short' ? 'short' : 'long',
        entryTs: at.ts,
        exitTs: null,
        bars: 0,
        pnl: 0,
        netBps: 0,
        costs: 0,
        entryReason: decision.reason,
        exitReason: null,
        exitKind: null,
        entryReading: reading,
        legs: [],
      }
      trades.push(current)
    },
    fill(leg, change, price, raw, entering) {
      if (entering) {
        bought[leg] += change
        paid[leg] += change * price
        gross += Math.abs(change * raw)
      } else {
        left[leg] += change
        got[leg] += change * price
      }
    },
    close(at, exit) {
      if (!current) return
      const trade = current
      trade.exitTs = exit.ts
      trade.bars = at.bar - start.bar
      trade.pnl = at.equity - start.equity
      trade.costs = at.costs - start.costs
      trade.netBps = gross > 0 ? (trade.pnl / gross) * 1e4 : 0
      trade.exitKind = exit.kind
      trade.exitReason = exit.reason
      for (let leg = 0; leg < legs; leg++)
        trade.legs.push({
          symbol: symbols[leg],
          quantity: bought[leg],
          entryPrice: bought[leg] === 0 ? 0 : paid[leg] / bought[leg],
          exitPrice: exit.ts === null || left[leg] === 0 ? null : got[leg] / left[leg],
        })
      current = null
    },
  }
}
