import { type OrderRequest, orderRequestErrors } from '#lib/contracts/orders.ts'
import type { OrderWish } from '#lib/contracts/strategy.ts'
import { roundAgainst, roundToTick } from '#lib/market/increments.ts'

/** What a wish asks of the venue, but for how much: prices on the tick, everything that was left out filled in. */
export type WishTerms = Omit<OrderRequest, 'clientId' | 'symbol' | 'quantity'>

/**
 * The terms of a wish. A limit comes to lie on the tick that is no worse for the trader, a trigger on the nearest.
 * @param tick step of the price as a decimal string
 */
export function termsOf(wish: OrderWish, tick: string | undefined): WishTerms {
  const { side, type, limit, stop, trailBy, goodTill, quantity } = wish
  const better = side === 'buy' ? 'sell' : 'buy'
  return {
    side,
    type,
    timeInForce: wish.timeInForce ?? 'GTC',
    postOnly: wish.postOnly ?? false,
    reduceOnly: wish.reduceOnly ?? quantity === 'held',
    ...(limit === undefined ? {} : { price: tick === undefined ? limit : roundAgainst(limit, tick, better) }),
    ...(stop === undefined ? {} : { stopPrice: tick === undefined ? stop : roundToTick(stop, tick) }),
    ...(trailBy === undefined ? {} : { trailBy }),
    ...(goodTill === undefined ? {} : { goodTill }),
  }
}

/** Whether an order of these terms may stay where it lies. What it asks for is compared by who knows what has filled. */
export function sameTerms(a: OrderWish, b: OrderWish, tick: string | undefined): boolean {
  if (a === b) return true
  const [one, other] = [termsOf(a, tick), termsOf(b, tick)]
  return (
    a.leg === b.leg &&
    a.oco === b.oco &&
    one.side === other.side &&
    one.type === other.type &&
    one.price === other.price &&
    one.stopPrice === other.stopPrice &&
    one.trailBy === other.trailBy &&
    one.timeInForce === other.timeInForce &&
    one.goodTill === other.goodTill &&
    one.postOnly === other.postOnly &&
    one.reduceOnly === other.reduceOnly &&
    a.protect?.stop === b.protect?.stop &&
    a.protect?.target === b.protect?.target &&
    a.protect?.trailBy === b.protect?.trailBy
  )
}

/** Price at which an order is sized and its exposure is measured: its own, or the close where it has none. */
export const priceOf = ({ limit, stop }: OrderWish, close: number): number => limit ?? stop ?? close

const isPositive = (value: number | undefined): boolean =>
  value === undefined || (value > 0 && value < Number.POSITIVE_INFINITY)

/** What is wrong with a set of wishes, in words; null when nothing is. @param legs how many there are */
export function wishError(orders: readonly OrderWish[], legs: number): string | null {
  const tags = new Set<string>()
  const groups = new Map<string, boolean>()
  for (const wish of orders) {
    const { tag, leg, size, quantity, oco } = wish
    const error = (what: string) => `order "${tag}": ${what}`
    if (tag.length === 0 || tag.length > 64) return error('a tag has 1 to 64 characters')
    if (tags.has(tag)) return error('two orders of one set have this tag')
    tags.add(tag)
    if (!Number.isInteger(leg) || leg < 0 || leg >= legs) return error(`there is no leg ${leg}`)
    if ((size === undefined) === (quantity === undefined)) return error('it needs a size or a quantity, not both')
    if (!isPositive(size) || (quantity !== 'held' && !isPositive(quantity))) return error('how much must be positive')
    if (quantity === 'held' && wish.reduceOnly === false) return error('what is held can only be reduced')
    if (!isPositive(wish.limit) || !isPositive(wish.stop) || !isPositive(wish.trailBy))
      return error('prices must be positive')
    if (oco !== undefined) {
      if (oco.length === 0 || oco.length > 64) return error('a group has 1 to 64 characters')
      const isHeld = quantity === 'held'
      if ((groups.get(oco) ?? isHeld) !== isHeld) return error(`all of group "${oco}" are of what is held, or none`)
      groups.set(oco, isHeld)
    }
    const { stop, target, trailBy } = wish.protect ?? {}
    if (!isPositive(stop) || !isPositive(target) || !isPositive(trailBy)) return error('exits must be positive')
    const [first] = orderRequestErrors({ ...termsOf(wish, undefined), clientId: tag })
    if (first) return error(`${names[first[0]] ?? first[0]}: ${first[1]}`)
  }
  return null
}

/** A wish calls its prices otherwise than an order does. */
const names: Readonly<Record<string, string>> = { price: 'limit', stopPrice: 'stop' }

const priced = (value: number) => Number(value.toPrecision(8))

/** One order as people write it: `buy limit 98.2, post-only`. */
export function wishWords({ side, type, limit, stop, trailBy, timeInForce, postOnly, oco }: OrderWish): string {
  const words: string[] = [side, type]
  if (stop !== undefined) words.push(`${priced(stop)}`)
  if (limit !== undefined) words.push(stop === undefined ? `${priced(limit)}` : `limit ${priced(limit)}`)
  if (trailBy !== undefined) words.push(`by ${priced(trailBy)}`)
  const more = [timeInForce !== undefined && timeInForce !== 'GTC' ? timeInForce : '', postOnly ? 'post-only' : '']
  if (oco !== undefined) more.push(`one of ${oco}`)
  return [words.join(' '), ...more.filter((word) => word !== '')].join(', ')
}
