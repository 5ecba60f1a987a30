import type { ExecutionOptions } from '#lib/contracts/orders.ts'
import type { Market, StrategyRun } from '#lib/contracts/strategy.ts'
import type { Ledger } from './ledger.ts'
import type { SavedDesk } from './saved-desk.ts'
import type { Trips } from './trips.ts'
import type { VenueFactory } from './venue.ts'

/** What a desk is made of. */
export interface DeskOptions {
  readonly run: StrategyRun
  readonly symbols: readonly string[]
  readonly capital: number
  readonly venue: (desk: { position(leg: number): number }) => VenueFactory
  readonly options: ExecutionOptions
  readonly lots?: readonly (string | undefined)[]
  readonly ticks?: readonly (string | undefined)[]
  readonly perpetual?: readonly boolean[]
  /** Beginning of every client order id. */
  readonly name?: string
  /** The book, when it is not a plain one of one currency. */
  readonly book?: Ledger
  /** Told how late it is before anything is valued, where legs are quoted in other currencies. */
  readonly rates?: { until(ts: number): void }
  /** Length of a bar, for the rates at its close. */
  readonly barMs?: number
  /** True when somebody else charges what holding costs and watches the margin: the account this desk is part of. */
  readonly isPart?: boolean
  /** What `save` gave; the strategy and the venue are restored by whoever makes them. */
  readonly saved?: unknown
}

/**
 * One strategy with its own capital: takes its decisions to the venue as orders, books what fills, and watches its
 * margin. The same desk runs in backtest, paper and live; clock, data and venue come from outside.
 */
export interface Desk {
  /** One closed bar of every leg: first what the venue does with it, then what the strategy makes of it. */
  bar(market: Market): void
  /** The halves of `bar` where the venue is shared: what happens from now on happens in this bar … */
  look(market: Market): void
  /** … and the venue has seen it. */
  decide(market: Market): void
  /** Closes everything at the given prices without a market: a series has ended. */
  settle(prices: Float64Array, reason: string): void
  /** Gives everything up by force. */
  liquidate(market: Market, reason: string): void
  readonly book: Ledger
  readonly log: Trips
  /** Sum of |price × quantity| of everything traded. */
  readonly traded: number
  /** Paid through slippage. */
  readonly slippage: number
  readonly liquidations: number
  /** Orders the strategy asked for that would have gone beyond the leverage allowed. */
  readonly refused: number
  /** Equity and gross exposure at the last close. */
  readonly equity: number
  readonly gross: number
  /** Equity has been zero or less: nothing is decided any more. */
  readonly isRuined: boolean
  /** Fees, slippage, borrowing, funding, penalties and changed money so far. */
  costs(): number
  /** Writes an open trip down as it stands. */
  finish(): void
  /** Everything but strategy and venue, as JSON; between two bars only. */
  save(): SavedDesk
}
