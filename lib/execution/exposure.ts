import type { OrderWish } from '#lib/contracts/strategy.ts'
import { priceOf } from './wish.ts'
import { leftOf, type WishGroup } from './wish-groups.ts'

/** An order that rests, or is about to, as far as exposure is concerned. */
export interface Resting {
  readonly wish: OrderWish
  readonly parentId: string | null
  readonly quantity: number
  readonly filled: number
  readonly group: WishGroup | null
  readonly from: number
}

/**
 * Exposure of one leg if everything that rests on its worse side filled, in the currency of its quote. Of a group in which
 * one cancels the other only the largest order of a side counts: what another fills, that one loses.
 * @param held units of the leg, signed @param more an order on its way
 */
export function worstExposure(
  resting: Iterable<Resting>,
  leg: number,
  held: number,
  close: number,
  more: Resting | null,
): number {
  let buys = 0
  let sells = 0
  let largest: Map<WishGroup, { buy: number; sell: number }> | null = null
  const add = (one: Resting) => {
    const { wish, parentId, group } = one
    if (wish.leg !== leg || parentId !== null || wish.reduceOnly || wish.quantity === 'held') return
    const value = leftOf(one) * priceOf(wish, close)
    if (!group) {
      if (wish.side === 'buy') buys += value
      else sells += value
      return
    }
    largest ??= new Map()
    const most = largest.get(group) ?? { buy: 0, sell: 0 }
    most[wish.side] = Math.max(most[wish.side], value)
    largest.set(group, most)
  }
  if (more) add(more)
  for (const one of resting) add(one)
  if (largest)
    for (const { buy, sell } of (largest as Map<WishGroup, { buy: number; sell: number }>).values()) {
      buys += buy
      sells += sell
    }
  const value = held * close
  return Math.max(Math.abs(value), Math.abs(value + buys), Math.abs(value - sells))
}
