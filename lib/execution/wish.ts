import { type OrderRequest, orderRequestErrors } from '#lib/contracts/orders.ts'
import type { OrderWish } from '#lib/contracts/strategy.ts'
import { roundAgainst, roundToTick } from '#lib/market/increments.ts'

/** A limit comes to lie on the tick that is no worse for the trader. @param tick step of the price as a decimal string */
const limitOf = ({ side, limit }: OrderWish, tick: string | undefined): number | undefined =>
  limit === undefined || tick === undefined ? limit : roundAgainst(limit, tick, side === 'buy' ? 'sell' : 'buy')

/** A trigger comes to lie on the nearest tick. */
const stopOf = ({ stop }: OrderWish, tick: string | undefined): number | undefined =>
  stop === undefined || tick === undefined ? stop : roundToTick(stop, tick)

export const isReducing = ({ reduceOnly, quantity }: OrderWish): boolean => reduceOnly ?? quantity === 'held'

/** What an order of a wish is called, and for how much it is. */
interface Placing {
  readonly clientId: string
  readonly symbol: string
  readonly quantity: number
  readonly tick: string | undefined
  readonly ocoGroup: string | undefined
}

/** What a wish asks of the venue: prices on the tick, everything that was left out filled in. */
export function requestOf(wish: OrderWish, { clientId, symbol, quantity, tick, ocoGroup }: Placing): OrderRequest {
  // One shape for all orders: spreading the parts together would cost more than the rest of the order.
  return {
    clientId,
    symbol,
    side: wish.side,
    type: wish.type,
    quantity,
    price: limitOf(wish, tick),
    stopPrice: stopOf(wish, tick),
    trailBy: wish.trailBy,
    timeInForce: wish.timeInForce ?? 'GTC',
    goodTill: wish.goodTill,
    postOnly: wish.postOnly ?? false,
    reduceOnly: isReducing(wish),
    parentId: undefined,
    ocoGroup,
  }
}

/** Whether an order of these terms may stay where it lies. What it asks for is compared by who knows what has filled. */
export function sameTerms(a: OrderWish, b: OrderWish, tick: string | undefined): boolean {
  if (a === b) return true
  return (
    a.leg === b.leg &&
    a.oco === b.oco &&
    a.side === b.side &&
    a.type === b.type &&
    (a.limit === b.limit || (tick !== undefined && limitOf(a, tick) === limitOf(b, tick))) &&
    (a.stop === b.stop || (tick !== undefined && stopOf(a, tick) === stopOf(b, tick))) &&
    a.trailBy === b.trailBy &&
    (a.timeInForce ?? 'GTC') === (b.timeInForce ?? 'GTC') &&
    a.goodTill === b.goodTill &&
    (a.postOnly ?? false) === (b.postOnly ?? false) &&
    isReducing(a) === isReducing(b) &&
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
  let groups: Map<string, boolean> | null = null
  const tags = orders.length > few ? new Set<string>() : null
  for (let i = 0; i < orders.length; i++) {
    const wish = orders[i]
    const wrong = wrongIn(wish, legs) ?? (isTaken(orders, i, tags) ? 'two orders of one set have this tag' : null)
    if (wrong !== null) return `order "${wish.tag}": ${wrong}`
    const { oco } = wish
    if (oco === undefined) continue
    groups ??= new Map()
    const isHeld = wish.quantity === 'held'
    if ((groups.get(oco) ?? isHeld) !== isHeld)
      return `order "${wish.tag}": all of group "${oco}" are of what is held, or none`
    groups.set(oco, isHeld)
  }
  return null
}

/** Up to so many tags are compared one by one. */
const few = 12

function isTaken(orders: readonly OrderWish[], at: number, tags: Set<string> | null): boolean {
  const { tag } = orders[at]
  if (tags) return tags.size === tags.add(tag).size
  for (let i = 0; i < at; i++) if (orders[i].tag === tag) return true
  return false
}

function wrongIn(wish: OrderWish, legs: number): string | null {
  const { tag, leg, size, quantity, oco, protect } = wish
  if (tag.length === 0 || tag.length > 64) return 'a tag has 1 to 64 characters'
  if (!Number.isInteger(leg) || leg < 0 || leg >= legs) return `there is no leg ${leg}`
  if ((size === undefined) === (quantity === undefined)) return 'it needs a size or a quantity, not both'
  if (!isPositive(size) || (quantity !== 'held' && !isPositive(quantity))) return 'how much must be positive'
  if (quantity === 'held' && wish.reduceOnly === false) return 'what is held can only be reduced'
  if (!isPositive(wish.limit) || !isPositive(wish.stop) || !isPositive(wish.trailBy)) return 'prices must be positive'
  if (oco !== undefined && (oco.length === 0 || oco.length > 64)) return 'a group has 1 to 64 characters'
  if (protect && !(isPositive(protect.stop) && isPositive(protect.target) && isPositive(protect.trailBy)))
    return 'exits must be positive'
  const [first] = orderRequestErrors({
    type: wish.type,
    price: wish.limit,
    stopPrice: wish.stop,
    trailBy: wish.trailBy,
    timeInForce: wish.timeInForce ?? 'GTC',
    goodTill: wish.goodTill,
    postOnly: wish.postOnly ?? false,
    parentId: undefined,
    clientId: tag,
  })
  return first ? `${names[first[0]] ?? first[0]}: ${first[1]}` : null
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
