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

/** Only what is on its way into a position, or may turn one. */
const opens = ({ wish, parentId }: Resting): boolean =>
  parentId === null && !wish.reduceOnly && wish.quantity !== 'held'

const worthOf = (one: Resting, close: number): number => leftOf(one) * priceOf(one.wish, close)

/** The largest of what is held and of what it comes to when all buys or all sells fill. */
const worst = (value: number, buys: number, sells: number): number =>
  Math.max(Math.abs(value), Math.abs(value + buys), Math.abs(value - sells))

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
    const { wish, group } = one
    if (wish.leg !== leg || !opens(one)) return
    const value = worthOf(one, close)
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
  return worst(held * close, buys, sells)
}

/** The same for all legs while a set is placed: what rests is added up once, and each order that joins it is added. */
export interface Exposures {
  of(leg: number, held: number, close: number, more: Resting | null): number
  placed(one: Resting, close: number): void
  /** Something has filled or ended, or prices are others. */
  forget(): void
}

/** @param resting all orders that have not ended */
export function exposures(legs: number, resting: () => Iterable<Resting>): Exposures {
  const sums = { buy: new Float64Array(legs), sell: new Float64Array(legs) }
  // 0: not added up yet, 1: added up, 2: some of it is in groups and has to be looked at together.
  const state = new Uint8Array(legs)
  let isKnown = false
  const join = (one: Resting, close: number) => {
    const { wish, group } = one
    if (!opens(one)) return
    if (group) state[wish.leg] = 2
    sums[wish.side][wish.leg] += worthOf(one, close)
  }
  const addUp = (leg: number, close: number) => {
    sums.buy[leg] = sums.sell[leg] = 0
    state[leg] = 1
    isKnown = true
    for (const one of resting()) if (one.wish.leg === leg) join(one, close)
  }
  return {
    of(leg, held, close, more) {
      if (state[leg] === 0) addUp(leg, close)
      if (state[leg] === 2 || more?.group) return worstExposure(resting(), leg, held, close, more)
      const added = more ? worthOf(more, close) : 0
      const buys = sums.buy[leg] + (more?.wish.side === 'buy' ? added : 0)
      const sells = sums.sell[leg] + (more?.wish.side === 'sell' ? added : 0)
      return worst(held * close, buys, sells)
    },
    placed(one, close) {
      if (state[one.wish.leg] !== 0) join(one, close)
    },
    forget() {
      if (isKnown) state.fill(0)
      isKnown = false
    },
  }
}
