import type { OrderRequest } from '#lib/contracts/orders.ts'
import type { Decision, OrderEndCode, OrderWish, Side } from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'
import { roundToLot } from '#lib/market/increments.ts'
import { exitKindOf, exitsOf, exitWords } from './brackets.ts'
import { byId } from './by-id.ts'
import { exposures } from './exposure.ts'
import type { Ledger } from './ledger.ts'
import { type SavedWishes, savedWishes } from './saved-wishes.ts'
import { isReducing, priceOf, requestOf, sameTerms } from './wish.ts'
import { fillIn, leftOf, type WishGroup, wishGroups } from './wish-groups.ts'

/** One tag, from the set that first names it to the first that does not. */
interface Chain {
  wish: OrderWish
  /** What its orders have filled since it began, or since its leg was flat; exits not counted. */
  filled: number
  /** Its last order filled whole: nothing more is asked for unless it asks for more. */
  isDone: boolean
  /** The order that is at the venue for it. */
  clientId: string | null
  /** Waits for the end of an order that was called back: a replacement must not lie beside what it replaces. */
  waits: boolean
  /** Number of the newest set that names it. */
  set: number
}

/** An order that has not ended: of a chain, or an exit that one of its orders brought along. */
interface Placed {
  readonly tag: string
  readonly wish: OrderWish
  readonly reason: string
  /** Where the decision headed. */
  readonly side: Side
  /** Main reading of the strategy when it was asked for. */
  readonly reading: number | null
  /** Order whose exit it is. */
  readonly parentId: string | null
  readonly quantity: number
  filled: number
  /** In which one cancels the other, and what had filled of it when this order was placed. */
  readonly group: WishGroup | null
  readonly from: number
}

export interface WishesOptions {
  readonly symbols: readonly string[]
  readonly lots?: readonly (string | undefined)[]
  readonly ticks?: readonly (string | undefined)[]
  /** Largest exposure over equity, all that rests taken as filled. */
  readonly leverage: number
  readonly book: Ledger
  readonly nextId: () => string
  readonly submit: (order: OrderRequest) => void
  readonly cancel: (clientId: string, reason: string, code: OrderEndCode) => void
  /** Told of what is not even sent, and why. */
  readonly refuse: (wish: OrderWish, quantity: number, code: OrderEndCode, reason: string) => void
  readonly saved?: unknown
}

/** What the desk has to know of an order that filled. */
export interface WishFill {
  readonly tag: string
  readonly wish: OrderWish
  readonly reason: string
  readonly side: Side
  readonly reading: number | null
  /** What kind of exit it is; null for an order that was asked for itself. */
  readonly exit: 'target' | 'stop' | null
}

/** What is known when a set of orders is asked for. */
export interface WishMoment {
  readonly close: Float64Array
  readonly equity: number
  readonly reading: number | null
}

/** The orders a strategy wants to have at the venue, and those that are there because of it. */
export interface Wishes {
  /** True while a set holds, be it an empty one. */
  readonly holds: boolean
  /** Wishes that were not placed because they would have gone beyond the leverage allowed. */
  readonly refused: number
  has(clientId: string): boolean
  /** Tag of an order that has not ended, and which exit it is. */
  ownerOf(clientId: string): Pick<WishFill, 'tag' | 'exit'> | null
  follow(decision: Decision, moment: WishMoment): void
  /** Takes a fill into account; null for an order that is none of these. */
  fill(clientId: string, quantity: number): WishFill | null
  closed(clientId: string): void
  /** One leg has gone flat: what its tags have filled is over, and so are the exits of it. */
  legFlat(leg: number, byExit: boolean): void
  /** No set holds any more; what is still at the venue is called back by whoever says so. */
  drop(): void
  save(): SavedWishes
}

const crumb = 1e-9

export function wishes(options: WishesOptions): Wishes {
  const { symbols, lots, ticks, leverage, book } = options
  const saved = options.saved === undefined ? null : savedWishes.safeParse(options.saved).data
  if (saved === undefined) throw new Fault('input', 'The saved orders of the strategy cannot be read')
  const chains = new Map<string, Chain>(saved?.chains.map(([tag, chain]) => [tag, { ...chain, set: 0 }]))
  const groups = wishGroups(options.nextId, saved?.groups)
  const placed = byId<Placed>(
    saved?.placed.map(([id, one]): [string, Placed] => [id, { ...one, group: groups.byId(one.group) }]),
  )
  const exposure = exposures(symbols.length, () => placed.values())
  let refused = saved?.refused ?? 0
  let holds = saved?.holds ?? false
  /** Of the newest decision: what a replacement that had to wait is placed with. */
  let moment: WishMoment = {
    close: Float64Array.from(saved?.moment?.close ?? new Float64Array(symbols.length).fill(Number.NaN)),
    equity: saved?.moment?.equity ?? 0,
    reading: saved?.moment?.reading ?? null,
  }
  let reason = saved?.reason ?? ''
  let heads: Side = saved?.side ?? 'flat'
  let isFollowing = false
  let sets = 0

  /** Units that a wish asks for in all, what it has filled included. */
  const askedOf = ({ wish, filled }: Chain, { close, equity }: WishMoment): number => {
    const { leg, side, size, quantity } = wish
    if (quantity === 'held') return filled + Math.max(0, side === 'sell' ? book.quantity[leg] : -book.quantity[leg])
    return quantity ?? ((size as number) * equity) / (priceOf(wish, close[leg]) * book.rate(leg))
  }

  /** Whether all that is held and rests, and this as well, stays within the leverage; what adds nothing always does. */
  const isBearable = (one: Placed, { close, equity }: WishMoment): boolean => {
    const own = one.wish.leg
    let total = exposure.of(own, book.quantity[own], close[own], one) * book.rate(own)
    if (total <= exposure.of(own, book.quantity[own], close[own], null) * book.rate(own)) return true
    for (let leg = 0; leg < symbols.length; leg++)
      if (leg !== own && close[leg] > 0)
        total += exposure.of(leg, book.quantity[leg], close[leg], null) * book.rate(leg)
    return total <= leverage * equity * (1 + crumb)
  }

  const place = (tag: string, chain: Chain, at: WishMoment) => {
    const { wish } = chain
    const { leg } = wish
    const asked = askedOf(chain, at)
    const group = groups.of(wish)
    const share = wish.quantity === 'held' || !group ? 1 : 1 - group.filled
    const left = Math.min(asked - chain.filled, asked * share)
    const lot = lots?.[leg]
    const quantity = lot === undefined ? left : roundToLot(left, lot)
    if (!(quantity > crumb * asked)) {
      if (left > crumb * asked) options.refuse(wish, left, 'below-minimum', `${left} is less than a lot of ${lot}`)
      else if (wish.quantity === 'held') options.refuse(wish, 0, 'nothing-to-reduce', 'nothing to reduce')
      return
    }
    const one: Placed = {
      tag,
      wish,
      reason: wish.reason ?? reason,
      side: heads,
      reading: at.reading,
      parentId: null,
      quantity,
      filled: 0,
      group,
      from: group === null ? 0 : group.filled,
    }
    if (!isReducing(wish) && !isBearable(one, at)) {
      refused++
      return options.refuse(wish, quantity, 'leverage', `exposure could go above ${leverage} times equity`)
    }
    const clientId = options.nextId()
    chain.clientId = clientId
    placed.add(clientId, one)
    exposure.placed(one, at.close[leg])
    const tick = ticks?.[leg]
    options.submit(requestOf(wish, { clientId, symbol: symbols[leg], quantity, tick, ocoGroup: group?.id }))
    // A venue that answers at once may have refused it already: then there is nothing to guard.
    if (!wish.protect || !placed.get(clientId)) return
    const change = wish.side === 'buy' ? quantity : -quantity
    for (const exit of exitsOf({ clientId, symbol: symbols[leg], change, tick }, wish.protect)) {
      placed.add(exit.clientId, { ...one, parentId: clientId, group: null, from: 0 })
      options.submit(exit)
    }
  }

  const placeIfFree = ({ tag }: OrderWish, at: WishMoment) => {
    const chain = chains.get(tag)
    if (chain && chain.clientId === null && !chain.isDone) place(tag, chain, at)
  }

  /** Whether two wishes ask for as much; `held` means another amount each time. */
  const asMuch = (a: OrderWish, b: OrderWish) => a.size === b.size && a.quantity === b.quantity && a.quantity !== 'held'

  /** Whether the order of a chain may stay: its terms are the same, and it still asks for as much. */
  const stays = (chain: Chain, wish: OrderWish): boolean => {
    if (!sameTerms(chain.wish, wish, ticks?.[wish.leg]) || chain.wish.size !== wish.size) return false
    if (wish.quantity !== 'held' || chain.wish.quantity !== 'held') return chain.wish.quantity === wish.quantity
    const order = chain.clientId === null ? undefined : placed.get(chain.clientId)
    const held = Math.abs(book.quantity[wish.leg])
    return order === undefined || Math.abs(leftOf(order) - held) <= crumb * held
  }

  /** What the set says of a tag that is there already. Its order is called back where it cannot stay. */
  const renew = (chain: Chain, wish: OrderWish) => {
    if (!asMuch(chain.wish, wish)) chain.isDone = false
    const keeps = stays(chain, wish)
    chain.wish = wish
    if (keeps || chain.clientId === null) return
    chain.waits = true
    options.cancel(chain.clientId, 'other terms', 'wishes')
  }

  /** Groups that hang on this leg alone, or on a book that is flat, and of which something has filled. */
  const groupsOf = (leg: number): ReadonlySet<WishGroup> => {
    const found = new Set<WishGroup>()
    for (const group of groups.named) {
      if (group.filled === 0) continue
      let isOver = true
      for (const { wish } of chains.values()) if (wish.oco === group.name && wish.leg !== leg) isOver = book.isFlat
      if (isOver) found.add(group)
    }
    return found
  }
  const isResting = (group: WishGroup): boolean => placed.values().some((one) => one.group === group)

  return {
    get holds() {
      return holds
    },
    get refused() {
      return refused
    },
    has: (clientId) => placed.get(clientId) !== undefined,
    ownerOf(clientId) {
      const one = placed.get(clientId)
      return one ? { tag: one.tag, exit: one.parentId === null ? null : exitKindOf(clientId) } : null
    },
    follow(decision, at) {
      const wanted = decision.orders ?? []
      holds = true
      isFollowing = true
      const { close } = moment
      close.set(at.close)
      moment = { close, equity: at.equity, reading: at.reading }
      reason = decision.reason
      heads = decision.side
      groups.keep(wanted)
      exposure.forget()
      sets++
      let named = 0
      for (const { tag } of wanted) {
        const chain = chains.get(tag)
        if (!chain) continue
        chain.set = sets
        named++
      }
      if (named < chains.size)
        for (const [tag, chain] of chains) {
          if (chain.set === sets) continue
          chains.delete(tag)
          if (chain.clientId !== null) options.cancel(chain.clientId, 'no longer wanted', 'wishes')
        }
      for (const wish of wanted) {
        const before = chains.get(wish.tag)
        // The other side, or another leg, is another intent under an old name.
        if (before && before.wish.side === wish.side && before.wish.leg === wish.leg) renew(before, wish)
        else {
          if (before && before.clientId !== null) options.cancel(before.clientId, 'the other side', 'wishes')
          chains.set(wish.tag, { wish, filled: 0, isDone: false, clientId: null, waits: false, set: sets })
        }
      }
      // What reduces comes after what it may have to reduce, so that it can guard it from the first bar on.
      let reducing = 0
      for (const wish of wanted)
        if (isReducing(wish)) reducing++
        else placeIfFree(wish, moment)
      if (reducing > 0) for (const wish of wanted) if (isReducing(wish)) placeIfFree(wish, moment)
      isFollowing = false
    },
    fill(clientId, quantity) {
      const one = placed.get(clientId)
      if (!one) return null
      fillIn(one, quantity)
      exposure.forget()
      const chain = chains.get(one.tag)
      if (one.parentId === null && chain?.clientId === clientId) chain.filled += quantity
      const { tag, wish, reason: why, side, reading } = one
      return { tag, wish, reason: why, side, reading, exit: one.parentId === null ? null : exitKindOf(clientId) }
    },
    closed(clientId) {
      const one = placed.take(clientId)
      if (!one) return
      exposure.forget()
      const chain = chains.get(one.tag)
      if (one.parentId !== null || chain?.clientId !== clientId) return
      chain.clientId = null
      // Nothing of it counts any more where the leg has been flat since.
      const isWhole = chain.filled > 0 && one.filled >= one.quantity * (1 - crumb)
      if (isWhole && asMuch(one.wish, chain.wish)) chain.isDone = true
      if (!chain.waits) return
      chain.waits = false
      // Inside `follow` the set is placed in its own order, when all of it is known.
      if (!chain.isDone && !isFollowing) place(one.tag, chain, moment)
    },
    legFlat(leg, byExit) {
      for (const chain of chains.values()) {
        if (chain.wish.leg !== leg) continue
        chain.filled = 0
        chain.isDone = false
      }
      const over: string[] = []
      const groupsOver = groupsOf(leg)
      for (const [id, one] of placed.entries()) {
        if (one.wish.leg !== leg) continue
        const own = one.group && groupsOver.has(one.group) ? one.group.filled : one.filled
        const filled = one.parentId === null ? own : (placed.get(one.parentId)?.filled ?? one.quantity)
        if (filled > 0 && (one.parentId !== null || byExit)) over.push(id)
      }
      for (const group of groupsOver) if (byExit || !isResting(group)) groups.renew(group)
      for (const id of over) options.cancel(id, 'the position is closed', 'closed')
    },
    drop() {
      groups.drop()
      chains.clear()
      holds = false
    },
    save: () => ({
      chains: [...chains].map(([tag, { set: _, ...chain }]) => [tag, chain]),
      placed: placed.entries().map(([id, one]) => [id, { ...one, group: one.group?.id ?? null }]),
      groups: groups.save(placed.values().map(({ group }) => group)),
      refused,
      holds,
      moment: sets > 0 || saved?.moment ? { ...moment, close: [...moment.close] } : null,
      reason,
      side: heads,
    }),
  }
}

/** What a trip says that this fill has ended. @param turns whether the same fill begins the next one */
export function exitOf(
  { exit, wish, reason }: WishFill,
  price: number,
  turns: boolean,
): { kind: 'EXIT' | 'STOP' | 'REBALANCE'; reason: string } {
  if (exit !== null) return exitWords(exit, price)
  const isStop = wish.stop !== undefined || wish.trailBy !== undefined
  return { kind: turns ? 'REBALANCE' : isStop ? 'STOP' : 'EXIT', reason }
}
