import type { BacktestTrade } from '#lib/contracts/backtests.ts'
import type { Decision } from '#lib/contracts/strategy.ts'

type ExitKind = NonNullable<BacktestTrade['exitKind']>

export interface Fills {
  /** Price of each leg that traded, else null. */
  readonly prices: readonly (number | null)[]
  readonly quantity: Float64Array
}

/** Writes down round trips, from flat to flat. */
export interface Journal {
  readonly trades: BacktestTrade[]
  readonly isOpen: boolean
  open(
    at: { ts: number; bar: number; equity: number; costs: number; gross: number; reading: number | null },
    decision: Decision,
    fills: Fills,
  ): void
  close(
    at: { ts: number | null; bar: number; equity: number; costs: number },
    kind: ExitKind,
    reason: string | null,
    fills: Fills | null,
  ): void
}

/** @param symbols names of the legs, in order. */
export function journal(symbols: readonly string[]): Journal {
  const trades: BacktestTrade[] = []
  let current: { trade: BacktestTrade; bar: number; equity: number; costs: number; gross: number } | null = null
  return {
    trades,
    get isOpen() {
      return current !== null
    },
    open(at, decision, fills) {
      const trade: BacktestTrade = {
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
        entryReading: at.reading,
        legs: symbols.map((symbol, leg) => ({
          symbol,
          quantity: fills.quantity[leg],
          entryPrice: fills.prices[leg] ?? 0,
          exitPrice: null,
        })),
      }
      trades.push(trade)
      current = { trade, bar: at.bar, equity: at.equity, costs: at.costs, gross: at.gross }
    },
    close(at, kind, reason, fills) {
      if (!current) return
      const { trade, bar, equity, costs, gross } = current
      trade.exitTs = at.ts
      trade.bars = at.bar - bar
      trade.pnl = at.equity - equity
      trade.costs = at.costs - costs
      trade.netBps = gross > 0 ? (trade.pnl / gross) * 1e4 : 0
      trade.exitKind = kind
      trade.exitReason = reason
      if (fills) for (const [i, leg] of trade.legs.entries()) leg.exitPrice = fills.prices[i]
      current = null
    },
  }
}
