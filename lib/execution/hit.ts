import type { OrderSide } from '#lib/contracts/orders.ts'

/**
 * Where one bar meets an order. The rules: a stop that the market opens beyond fills at the open, not at its trigger;
 * a limit fills only when the market trades *through* it, because a touch may have served others first.
 * Every function returns the price of the fill before slippage, or NaN.
 */
export interface BarView {
  open: number
  high: number
  low: number
  close: number
  volume: number
}

export const limitAtOpen = (side: OrderSide, limit: number, bar: BarView): boolean =>
  side === 'buy' ? bar.open < limit : bar.open > limit

export function limitHit(side: OrderSide, limit: number, bar: BarView): number {
  if (limitAtOpen(side, limit, bar)) return bar.open
  if (side === 'buy') return bar.low < limit ? limit : Number.NaN
  return bar.high > limit ? limit : Number.NaN
}

export const stopAtOpen = (side: OrderSide, trigger: number, bar: BarView): boolean =>
  side === 'buy' ? bar.open >= trigger : bar.open <= trigger

export function stopHit(side: OrderSide, trigger: number, bar: BarView): number {
  if (stopAtOpen(side, trigger, bar)) return bar.open
  if (side === 'buy') return bar.high >= trigger ? trigger : Number.NaN
  return bar.low <= trigger ? trigger : Number.NaN
}

/** The extreme nearer to the open is the likelier one to come first; in doubt the low. */
export const highComesFirst = (bar: BarView): boolean => bar.high - bar.open < bar.open - bar.low

/**
 * A stop-limit order that was triggered in this bar or opens beyond its trigger: it takes at the trigger (or the open)
 * if its limit allows; else it rests, and fills once the bar goes on to trade through the limit.
 */
export function stopLimitHit(side: OrderSide, trigger: number, limit: number, bar: BarView): number {
  const at = stopHit(side, trigger, bar)
  if (Number.isNaN(at)) return Number.NaN
  if (side === 'buy' ? at <= limit : at >= limit) return at
  if (stopAtOpen(side, trigger, bar)) return limitHit(side, limit, bar)
  // Triggered inside the bar above its limit: only the close is known to come after the trigger.
  return (side === 'buy' ? bar.close < limit : bar.close > limit) ? limit : Number.NaN
}

/** What a trailing stop knows: the best price since it was placed. */
export interface Trail {
  best: number
}

/**
 * Follows the bar along open, nearer extreme, other extreme, close: each new best price moves the trigger, each move
 * against it may set it off.
 */
export function trailHit(side: OrderSide, trailBy: number, trail: Trail, bar: BarView): number {
  const sign = side === 'sell' ? 1 : -1
  const best = () => trail.best - sign * trailBy
  if (Number.isNaN(trail.best)) trail.best = bar.open
  if (sign * (bar.open - best()) <= 0) return bar.open
  const [first, second] = highComesFirst(bar) ? [bar.high, bar.low] : [bar.low, bar.high]
  for (const point of [bar.open, first, second, bar.close]) {
    const trigger = best()
    if (sign * (point - trigger) <= 0) return trigger
    if (sign * (point - trail.best) > 0) trail.best = point
  }
  return Number.NaN
}
