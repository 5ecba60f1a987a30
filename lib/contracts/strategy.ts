import type { z } from 'zod'
import type { Plugin } from '../registry.ts'
import type { OrderSide, OrderType, TimeInForce } from './orders.ts'

export const signalKinds = ['ENTER', 'EXIT', 'STOP', 'REBALANCE'] as const
export type SignalKind = (typeof signalKinds)[number]

export const sides = ['long', 'short', 'flat'] as const
export type Side = (typeof sides)[number]

/**
 * What a strategy may see at the close of a bar: this bar of every leg, and nothing later. There is no index into the
 * future; what a strategy needs of the past it keeps itself. The object is reused between calls: copy what you keep.
 */
export interface Market {
  /** Open time of the bar that has just closed, UTC milliseconds. */
  readonly ts: number
  /** Bars seen so far, this one included. */
  readonly index: number
  /** One value a leg, in the order of the strategy's symbols. NaN where a close-only series has none. */
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

/** What a strategy wants from the next possible fill on. */
export interface Decision {
  readonly kind: SignalKind
  readonly side: Side
  /** Target exposure of each leg as a signed fraction of equity. All zero: flat. With `orders` it is not traded. */
  readonly weights: readonly number[]
  /** 0 to 1. */
  readonly strength: number
  /** In words, with the numbers: `z −2.31 below −2.00`. */
  readonly reason: string
  /** Exits that wait at the venue from the entry on, one entry a leg; what one of them fills the others lose. */
  readonly protect?: readonly (Protection | null)[]
  /**
   * How it wants to get there, where market orders to `weights` are not the way: every order it wants at the venue from now
   * on. What an earlier set had and this one has not is cancelled; what kept its tag and its terms stays where it lies, and
   * what kept its tag with other terms is replaced by what is left of it. Positions come from fills alone.
   */
  readonly orders?: readonly OrderWish[]
}

/**
 * One order that a strategy wants to have at the venue. As long as a tag is named in every set and its leg does not go flat,
 * all orders under it together never fill more than it asks for: what has filled is not bought again, what expired or was
 * refused is placed again. Left out of one set, the tag begins anew.
 */
export interface OrderWish {
  /** Its name, of its own in the set; fills are told with it. */
  readonly tag: string
  readonly leg: number
  readonly side: OrderSide
  /** Share of equity at this close, at the price of the order itself; either this or `quantity`. */
  readonly size?: number
  /** In units; `held`: all that is held of the leg at this close, which then only reduces. */
  readonly quantity?: number | 'held'
  readonly type: OrderType
  /** Price of a limit or stop-limit order; comes to lie on the tick, never to the worse. */
  readonly limit?: number
  /** Trigger of a stop or stop-limit order. */
  readonly stop?: number
  /** Distance of a trailing stop from the best price since it was placed. */
  readonly trailBy?: number
  /** GTC where it is left out. */
  readonly timeInForce?: TimeInForce
  /** End of a GTD order, UTC milliseconds. */
  readonly goodTill?: number
  /** Refused when it would take instead of make. */
  readonly postOnly?: boolean
  /** Never beyond flat; cancelled while there is nothing to reduce. */
  readonly reduceOnly?: boolean
  /** Exits that wait from its fill on, until the position is flat. */
  readonly protect?: Protection
  /**
   * Name of a group in which one cancels the other: what one of it fills, in parts of its own size, the others lose of theirs.
   * So all of them together never fill more than the largest asks for. The group begins anew where a tag would.
   */
  readonly oco?: string
  /** Why, for the trip that it opens or ends; the reason of the decision where it is left out. */
  readonly reason?: string
}

/** Absolute prices; `trailBy` is a distance from the best price since the entry. */
export interface Protection {
  readonly stop?: number
  readonly target?: number
  readonly trailBy?: number
}

/** Why something was traded: the strategy's own decision, an exit it left waiting, its margin, or the end of a series. */
export const fillCauses = ['decision', 'protection', 'margin', 'delisting'] as const
export type FillCause = (typeof fillCauses)[number]

/** One execution as a strategy hears of it. Quantities are signed. */
export interface StrategyFill {
  readonly leg: number
  readonly quantity: number
  readonly price: number
  /** Position of the leg afterwards. */
  readonly held: number
  readonly cause: FillCause
  /** Of the order that filled, or whose exit did, where it was one of `orders`. */
  readonly tag?: string
}

/** What becomes of an order at the venue, or on its way there: it is filled in part and goes on, or it has come to its end. */
export const orderEventKinds = ['partially-filled', 'filled', 'cancelled', 'expired', 'refused'] as const
export type OrderEventKind = (typeof orderEventKinds)[number]

/**
 * Why an order came to its end. `post-only`: it would have taken; `leverage`: exposure could have gone beyond what is allowed;
 * `below-minimum`: less than the least value or than a lot; `off-step`: no multiple of lot or tick, or below one tick;
 * `no-price`: nobody buys at a price there is; `nothing-to-reduce`; `terms`: they contradict each other or the venue;
 * `time`: its session or its time is over; `immediate`: what IOC or FOK left; `group`: another of its group has filled;
 * `parent`: the order that it was an exit of never filled; `wishes`: the strategy does not name it any more or otherwise;
 * `decision`: a newer decision by weights; `closed`: the position it belonged to is; `margin`: it is used up;
 * `ended`: the series has; `venue`: see the words.
 */
export const orderEndCodes = [
  'post-only',
  'leverage',
  'below-minimum',
  'off-step',
  'no-price',
  'nothing-to-reduce',
  'terms',
  'time',
  'immediate',
  'group',
  'parent',
  'wishes',
  'decision',
  'closed',
  'margin',
  'ended',
  'venue',
] as const
export type OrderEndCode = (typeof orderEndCodes)[number]

/** What became of an order, as a strategy hears of it. Quantities are units of the order, not signed. */
export interface StrategyOrderEvent {
  readonly kind: OrderEventKind
  readonly leg: number
  readonly side: OrderSide
  /** Of the order that was asked for by name, or whose exit this is; none where it follows from weights. */
  readonly tag?: string
  /** Which exit it is, for one that waited; null for an order that was asked for itself. */
  readonly exit: 'target' | 'stop' | null
  readonly quantity: number
  /** Of this order, so far. */
  readonly filled: number
  /** What has not filled: still to come, or lost with the end of the order. */
  readonly remaining: number
  /** Mean price of what has filled; null before there is any. */
  readonly price: number | null
  /** Null for what filled. */
  readonly code: OrderEndCode | null
  /** The same in words, with the numbers. */
  readonly reason: string | null
  /** Open time of the bar that it happened in, or at whose close it was decided, UTC milliseconds. */
  readonly ts: number
}

/** One strategy at work on one set of legs. Deterministic: same bars, same decisions; no clock, no chance. */
export interface StrategyRun {
  /** Called once for every closed bar, in order. Null: nothing changes. */
  step(market: Market): Decision | null
  /** Told of every execution, also of those it did not ask for, before the bar it happened in is shown. */
  onFill?(fill: StrategyFill): void
  /**
   * Told what became of its orders, in the order in which it happened: of what happens in a bar before that bar is shown, of
   * what its decision brings about (a refusal, an order it does not name any more) before the next one is. A fill is told
   * to `onFill` first.
   */
  onOrder?(event: StrategyOrderEvent): void
  /** Named values after the last bar (`z`, `spread`, `mean`, `sd`, `beta`), for charts and signals. NaN: not warm. */
  readings(): Readonly<Record<string, number>>
  /** Everything that is needed to go on after a restart, as JSON. */
  save(): unknown
}

export interface StrategyContext {
  readonly symbols: readonly string[]
  /** What `save` returned, to continue from there. */
  readonly saved?: unknown
}

/** A strategy is one file that exports one of these, and one line in `all.ts`. */
export interface Strategy<Params extends z.ZodType = z.ZodType> extends Plugin<Params> {
  /** Fewest and most legs. */
  readonly legs: readonly [number, number]
  /** Values worth trying, by parameter, in the order of their steps: what a study searches when nobody says otherwise. */
  readonly space: Readonly<Record<string, readonly (number | string | boolean)[]>>
  /** True where it decides by `orders`: then it needs to hear of its fills, and nobody can follow it in thought. */
  places?(params: z.output<Params>): boolean
  /** Beginnings of the names of readings that say what is held: one that starts later may hold something else. */
  readonly held?: readonly string[]
  /** Bars before the first decision is possible. */
  warmup(params: z.output<Params>): number
  create(params: z.output<Params>, context: StrategyContext): StrategyRun
}
