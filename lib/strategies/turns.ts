import type { Decision, StrategyFill } from '#lib/contracts/strategy.ts'
import type { Memory } from '#lib/indicators/memory.ts'
import { decisionOf } from './ordering.ts'

/** Units held of each leg, by what has filled. */
export interface Held {
  readonly quantity: Float64Array
  readonly isFlat: boolean
  fill(fill: StrategyFill): void
}

export function heldIn(memory: Memory, legs: number): Held {
  const quantity = memory.take(legs)
  return {
    quantity,
    get isFlat() {
      for (let leg = 0; leg < legs; leg++) if (quantity[leg] !== 0) return false
      return true
    },
    fill({ leg, held }) {
      quantity[leg] = held
    },
  }
}

/** Gives up what is held and calls back what rests. */
export const leaving = (legs: number, reason: string): Decision => ({
  kind: 'EXIT',
  side: 'flat',
  weights: new Array<number>(legs).fill(0),
  strength: 1,
  reason,
})

/**
 * A set without the orders that would open something which is not allowed. What leads out of a position stays; where it
 * would go on to the other side, and that is not allowed, it ends at flat.
 * @param allowed whether a leg may be held on a side: 1 long, −1 short
 */
export function gated(
  { orders = [], reason, strength }: Decision,
  held: Float64Array,
  allowed: (leg: number, sign: 1 | -1) => boolean,
): Decision {
  const left = orders.flatMap((wish) => {
    const sign = wish.side === 'buy' ? 1 : -1
    if (wish.reduceOnly === true || wish.quantity === 'held' || allowed(wish.leg, sign)) return [wish]
    return held[wish.leg] * sign < 0 ? [{ ...wish, reduceOnly: true }] : []
  })
  return decisionOf({ orders: left, reason, strength }, { quantity: held })
}
