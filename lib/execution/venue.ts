import type { Fill, OrderRequest } from '#lib/contracts/orders.ts'
import type { Market, OrderEndCode } from '#lib/contracts/strategy.ts'
import type { Order } from './order.ts'

/**
 * The one way to the market, for backtest, paper and live alike: what differs is which venue is handed in. A venue tells
 * what happened through its listener and never decides anything.
 */
export interface Venue {
  /** Takes an order; a refusal comes through the listener like everything else. */
  submit(request: OrderRequest): void
  /** Asks to cancel; an order that is closed already stays as it is. */
  cancel(clientId: string, reason: string, code?: OrderEndCode): void
  /** Lets the venue see a bar before the strategy does. A real venue has its own market and ignores it. */
  advance(market: Market): void
  /** What a simulated venue needs to go on after a restart, as JSON; a real one remembers by itself. */
  save?(): unknown
}

export interface VenueListener {
  /** `raw` is the price before slippage, `leg` the place of the symbol, `order` the order after the fill. */
  onFill(fill: Fill, leg: number, raw: number, order: Order): void
  /** An order reached its end: filled, cancelled, rejected or expired. */
  onClosed(order: Order, leg: number): void
}

export type VenueFactory = (listener: VenueListener) => Venue

/** What a simulated venue counts. */
export interface VenueCounts {
  orders: number
  fills: number
  partialFills: number
  rejected: number
  expired: number
  ambiguousBars: number
}
