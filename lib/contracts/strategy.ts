import type { z } from 'zod'
import type { Plugin } from '../registry.ts'

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
  /** Target exposure of each leg as a signed fraction of equity. All zero: flat. */
  readonly weights: readonly number[]
  /** 0 to 1. */
  readonly strength: number
  /** In words, with the numbers: `z −2.31 below −2.00`. */
  readonly reason: string
  /** Exits that wait at the venue from the entry on, one entry a leg; what one of them fills the others lose. */
  readonly protect?: readonly (Protection | null)[]
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
}

/** One strategy at work on one set of legs. Deterministic: same bars, same decisions; no clock, no chance. */
export interface StrategyRun {
  /** Called once for every closed bar, in order. Null: nothing changes. */
  step(market: Market): Decision | null
  /** Told of every execution, also of those it did not ask for, before the bar it happened in is shown. */
  onFill?(fill: StrategyFill): void
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
  /** Bars before the first decision is possible. */
  warmup(params: z.output<Params>): number
  create(params: z.output<Params>, context: StrategyContext): StrategyRun
}
