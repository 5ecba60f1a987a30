import { z } from 'zod'
import { type BacktestTrade, backtestTrade } from '#lib/contracts/backtests.ts'
import type { Decision } from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'

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
  open(at: Moment, decision: Pick<Decision, 'side' | 'reason'>, reading: number | null): void
  /** One fill of the open trip; `raw` is the price before slippage. */
  fill(leg: number, change: number, price: number, raw: number, entering: boolean): void
  close(at: Moment, exit: { ts: number | null; kind: ExitKind; reason: string | null }): void
  /** Everything it knows, as JSON. */
  save(): unknown
}

const savedTrips = z.object({
  trades: z.array(backtestTrade),
  isOpen: z.boolean(),
  start: z.object({ ts: z.number(), bar: z.number(), equity: z.number(), costs: z.number() }),
  gross: z.number(),
  legs: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
})

/** @param symbols names of the legs, in order. @param saved what `save` gave. */
export function trips(symbols: readonly string[], saved?: unknown): Trips {
  const before = saved === undefined ? null : savedTrips.safeParse(saved).data
  if (before === undefined) throw new Fault('input', 'The saved trades cannot be read')
  const trades: BacktestTrade[] = before?.trades ?? []
  const legs = symbols.length
  // Quantity and value of entries and exits a leg: their quotients are the average prices.
  const bought = Float64Array.from(symbols, (_, leg) => before?.legs[leg]?.[0] ?? 0)
  const paid = Float64Array.from(symbols, (_, leg) => before?.legs[leg]?.[1] ?? 0)
  const left = Float64Array.from(symbols, (_, leg) => before?.legs[leg]?.[2] ?? 0)
  const got = Float64Array.from(symbols, (_, leg) => before?.legs[leg]?.[3] ?? 0)
  let current: BacktestTrade | null = before?.isOpen ? (trades.at(-1) ?? null) : null
  let start: Moment = before?.start ?? { ts: 0, bar: 0, equity: 0, costs: 0 }
  let gross = before?.gross ?? 0
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
    save: () => ({
      trades: trades.map((trade) => ({ ...trade, legs: [...trade.legs] })),
      isOpen: current !== null,
      start,
      gross,
      legs: symbols.map((_, leg) => [bought[leg], paid[leg], left[leg], got[leg]]),
    }),
  }
}

/** The z-score, or the first reading there is. */
export function mainReading(readings: Readonly<Record<string, number>>): number | null {
  let value = readings['z']
  if (value === undefined)
    for (const name in readings) {
      value = readings[name]
      break
    }
  return value !== undefined && Number.isFinite(value) ? value : null
}
