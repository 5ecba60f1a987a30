import type { Market } from '#lib/contracts/strategy.ts'
import { assert, Fault } from '#lib/fault.ts'
import { roundAgainst, roundToLot } from '#lib/market/increments.ts'
import { byId } from './by-id.ts'
import { byGroup, nothingToReduce, notWaiting, timeIsOver, unsold, withoutParent, wouldTake } from './ends.ts'
import type { Charge } from './fees/fees.ts'
import { groupOf, groupRateOf, leftInGroup } from './groups.ts'
import type { BarView } from './hit.ts'
import { limitAtOpen, stopAtOpen } from './hit.ts'
import { acceptedOrder, applyOrderEvent, isClosed, type OrderEvent, remainingOf } from './order.ts'
import { refusal, type Terms } from './refusal.ts'
import { restoreOrders, saveOrders } from './saved-orders.ts'
import { recentCloses } from './slippage/deviation.ts'
import type { Taking } from './slippage/slippage.ts'
import type { Venue, VenueCounts, VenueListener } from './venue.ts'
import { type SimulatedVenueOptions, savedVenue } from './venue-options.ts'
import { type Birth, contest, type Group, meets, seenBar, type Working } from './working.ts'

export type { SimulatedVenueOptions } from './venue-options.ts'

export interface SimulatedVenue extends Venue {
  readonly counts: VenueCounts
  /** Orders that have not ended. */
  readonly open: number
  save(): unknown
}

const utcDay = (ts: number) => Math.floor(ts / 86_400_000)

/**
 * A venue that has bars instead of a book. Orders meet a bar in the order in which they came; whatever they take of its
 * volume the next one cannot have.
 */
export function simulatedVenue(options: SimulatedVenueOptions, listener: VenueListener): SimulatedVenue {
  const { symbols, slippage, fees, participation, rate, detail, latencyMs = 0, barMs = 0, minNotional = 0 } = options
  const saved = options.saved === undefined ? null : savedVenue.safeParse(options.saved).data
  if (saved === undefined) throw new Fault('input', 'The saved state of the venue cannot be read')
  const legs = symbols.length
  const adaptive = options.ambiguity === 'adaptive'
  const legOf = new Map(symbols.map((symbol, leg) => [symbol, leg]))
  const counts: VenueCounts = saved?.counts ?? {
    orders: 0,
    fills: 0,
    partialFills: 0,
    rejected: 0,
    expired: 0,
    ambiguousBars: 0,
  }
  const restored = saved ? restoreOrders(saved.orders) : null
  const working: Working[] = restored?.working ?? []
  const lying = byId(working.map((one) => [one.order.request.clientId, one] as const))
  const groups: Map<string, Group> = restored?.groups ?? new Map()
  const taken = new Float64Array(legs)
  const recent = recentCloses(legs, saved?.recent)
  // Open time of the newest bar: a cell, because it is written every bar.
  const clock = new Float64Array(1).fill(saved?.clock ?? Number.NaN)
  const bar: BarView = { open: 0, high: 0, low: 0, close: 0, volume: 0 }
  const part: BarView = { ...bar }
  const taking: Taking = { price: 0, quantity: 0, volume: 0, range: 0, sigma: 0 }
  const terms: { -readonly [K in keyof Terms]: Terms[K] } = {
    known: true,
    lot: undefined,
    tick: undefined,
    minNotional,
    last: Number.NaN,
    hasParent: false,
  }
  const charge: Charge = { value: 0, quantity: 0, maker: false }
  // Where the venue stands while orders meet a bar: what is submitted then was born there.
  let birth: Birth = 'open'
  let birthPrice = Number.NaN
  let facing = false
  // A bar that is a close alone: where in it the market came from nobody knows.
  let blind = false
  let index = 0
  let trades = saved?.trades ?? 0
  const ambiguous = () => {
    counts.ambiguousBars++
  }

  const tell = (one: Working, event: OrderEvent) => {
    const { order, outcome } = applyOrderEvent(one.order, event)
    // Words only where they are needed: this is done with every order of every bar.
    if (outcome !== 'applied') assert(false, `the venue told "${event.kind}" of an order that is ${one.order.state}`)
    one.order = order
  }
  const end = (one: Working, event: OrderEvent) => {
    tell(one, event)
    if (one.order.state === 'rejected') counts.rejected++
    if (one.order.state === 'expired') counts.expired++
    listener.onClosed(one.order, one.leg)
  }

  /** Largest quantity the order may still fill: its rest, no more than its parent has filled or its group has left. */
  const allowance = (one: Working): number => {
    let left = leftInGroup(one)
    const lot = options.lots?.[one.leg]
    if (lot !== undefined && one.group && !one.parent) left = roundToLot(left, lot)
    if (one.parent) left = Math.min(left, one.parent.order.filled - (one.group ?? one.order).filled)
    if (one.parent && one.group) left = Math.min(left, one.parent.order.filled - one.group.filled)
    if (one.order.request.reduceOnly) left = Math.min(left, reducible(one))
    return left
  }
  const reducible = (one: Working): number => {
    const held = options.position(one.leg, one.order.request.clientId)
    return Math.max(0, one.order.request.side === 'sell' ? held : -held)
  }
  /** Orders that guard what has been entered only in this bar have seen no more of it than the exits of an entry have. */
  const wake = (leg: number) => {
    for (const one of working) {
      if (one.parent || one.leg !== leg || !one.order.request.reduceOnly || isClosed(one.order.state)) continue
      const now = reducible(one)
      if (now > one.reducible && remainingOf(one.order) > one.reducible) {
        one.birth = birth
        one.birthPrice = birthPrice
      }
      one.reducible = now
    }
  }

  const execute = (one: Working, raw: number, wanted: number, seen: BarView) => {
    const { request } = one.order
    const { leg } = one
    const room = Number.isNaN(bar.volume) ? wanted : participation * bar.volume - taken[leg]
    let quantity = wanted <= room * (1 + 1e-12) ? wanted : room
    const lot = options.lots?.[leg]
    if (lot !== undefined && quantity < wanted) quantity = roundToLot(quantity, lot)
    if (!(quantity > 0) || (request.timeInForce === 'FOK' && quantity < request.quantity)) return
    // A limit takes only where the market opens beyond it as it arrives; at it, it has to wait for others to come through.
    const resting =
      request.type === 'limit'
        ? !(one.day === -1 && (!blind || mustTake(one)) && limitAtOpen(request.side, request.price as number, seen))
        : request.type === 'stop-limit' && one.triggered
    let price = raw
    if (!resting) {
      taking.price = raw
      taking.quantity = quantity
      taking.volume = bar.volume
      taking.range = bar.high - bar.low
      taking.sigma = recent.deviation(leg)
      const share = slippage(taking)
      price = request.side === 'buy' ? raw * (1 + share) : raw * (1 - share)
      if (request.price !== undefined)
        price = request.side === 'buy' ? Math.min(price, request.price) : Math.max(price, request.price)
    }
    const tick = options.ticks?.[leg]
    if (tick !== undefined) price = roundAgainst(price, tick, request.side)
    if (!(price > 0)) {
      // Nobody buys below the first tick. Where the market stands at it or above, it is what a sale gets at worst.
      const lowest = tick === undefined ? 0 : Number(tick)
      if (!(lowest > 0 && raw >= lowest)) return end(one, unsold(one.order, raw, tick))
      price = lowest
    }
    charge.value = quantity * price * (rate ? rate(leg) : 1)
    charge.quantity = quantity
    charge.maker = resting
    const fee = fees(charge)
    const tradeId = `${++trades}`
    tell(one, { kind: 'fill', tradeId, quantity, price, fee, liquidity: resting ? 'maker' : 'taker' })
    if (one.group) one.group.filled += quantity / one.groupRate
    taken[leg] += quantity
    counts.fills++
    if (one.order.state !== 'filled') counts.partialFills++
    birth =
      raw === bar.close && (options.marketAtClose || request.type === 'market-on-close')
        ? 'close'
        : raw === bar.open
          ? 'open'
          : 'inside'
    birthPrice = raw
    one.fillIndex = index
    one.fillBirth = birth
    one.fillPrice = raw
    listener.onFill(
      {
        tradeId,
        clientId: request.clientId,
        symbol: request.symbol,
        side: request.side,
        quantity,
        price,
        fee,
        liquidity: resting ? 'maker' : 'taker',
        ts: clock[0],
      },
      leg,
      raw,
      one.order,
    )
    if (one.order.state === 'filled') listener.onClosed(one.order, leg)
    if (one.group && !one.parent) endGroup(one)
    if (!request.reduceOnly) wake(leg)
  }

  /** Orders of a group that has nothing left for them. Exits of an entry that goes on filling wait for more of it. */
  const endGroup = (one: Working) => {
    for (const other of working)
      if (other !== one && other.group === one.group && !isClosed(other.order.state) && leftInGroup(other) === 0)
        end(other, byGroup)
  }

  /** Whether the order has something to reduce as the bar begins; remembers it. */
  const guards = (one: Working): boolean => {
    if (one.order.request.reduceOnly && !one.parent && one.reducible > 0 && !isClosed(one.order.state))
      one.wasFirst = true
    return one.wasFirst
  }

  const look = (market: Market, leg: number) => {
    const close = market.close[leg]
    const open = market.open[leg]
    bar.close = close
    bar.volume = market.volume[leg]
    blind = Number.isNaN(open)
    if (blind) {
      bar.open = bar.high = bar.low = close
      return
    }
    bar.open = open
    bar.high = market.high[leg]
    bar.low = market.low[leg]
  }

  /** Only DAY orders ask for the session; for all others it is enough to know that they have seen a bar. */
  const dayOf = ({ order, leg }: Working, { ts }: Market): number =>
    order.request.timeInForce === 'DAY' ? (options.sessions?.[leg] ?? utcDay)(ts) : 0
  const isOver = ({ order: { request }, day }: Working, { ts }: Market, today: number): boolean =>
    (request.goodTill !== undefined && ts >= request.goodTill) ||
    (request.timeInForce === 'DAY' && day !== -1 && today > day)
  /** A post-only order that the market opens beyond as it arrives. */
  const isTaker = ({ order: { request }, day }: Working, seen: BarView): boolean =>
    request.postOnly && day === -1 && !blind && limitAtOpen(request.side, request.price as number, seen)
  /** Orders of its group that have a part in this bar: only then does it matter which of two came first. */
  const rivalsOf = (one: Working, market: Market): readonly Working[] =>
    one.parent
      ? working
      : working.filter(
          (other) =>
            other.group === one.group &&
            market.ts >= other.arrives &&
            !isOver(other, market, dayOf(other, market)) &&
            !isTaker(other, bar) &&
            allowance(other) > 0,
        )

  /** One order against the bar of its leg. */
  const face = (one: Working, market: Market) => {
    const { request } = one.order
    if (market.ts < one.arrives) return
    if (one.parent) {
      if (one.parent.order.filled === 0) {
        if (isClosed(one.parent.order.state)) end(one, withoutParent)
        return
      }
      // What the parent's fill woke in this bar was born at that fill.
      if (one.day === -1 && one.parent.fillIndex === market.index) {
        one.birth = one.parent.fillBirth
        one.birthPrice = one.parent.fillPrice
      }
    }
    const today = dayOf(one, market)
    if (isOver(one, market, today)) return end(one, timeIsOver(request))
    const wanted = allowance(one)
    if (!(wanted > 0)) {
      const sleeps = one.parent !== null && !isClosed(one.parent.order.state)
      const isGroup = one.group !== null && (one.parent !== null || leftInGroup(one) === 0)
      if (!sleeps) end(one, isGroup ? byGroup : nothingToReduce)
      return
    }
    look(market, one.leg)
    if (!(bar.close > 0)) return
    const seen = seenBar(one, bar, part)
    if (isTaker(one, seen)) return end(one, wouldTake)
    const finer = one.group && detail ? detail(one.leg, market.ts) : null
    const rivalled = one.group ? contest(one, rivalsOf(one, market), seen, adaptive, ambiguous, finer) : 'alone'
    const now = mustTake(one)
    const atClose = options.marketAtClose || one.birth === 'inside'
    // What may not rest meets the market as it finds it, not what comes later in the bar.
    const waits = now && request.type === 'limit' && !limitAtOpen(request.side, request.price as number, seen)
    const met = waits ? Number.NaN : meets(one, seen, atClose)
    // Without an open there is no better price than the limit to be had, and none that it would have taken at.
    const raw = blind && !now && request.type === 'limit' && !Number.isNaN(met) ? (request.price as number) : met
    if (rivalled !== 'lost' && !Number.isNaN(raw)) execute(one, raw, wanted, seen)
    // What volume left of it does not wait for the trigger again; where nothing was traded nothing was triggered.
    if (request.stopPrice !== undefined && !one.triggered && rivalled !== 'lost' && bar.volume !== 0)
      one.triggered = triggeredBy(one, seen)
    if (one.day === -1) {
      one.day = today
      if (now && !isClosed(one.order.state)) end(one, notWaiting(request.timeInForce))
    }
  }

  return {
    counts,
    get open() {
      return working.length
    },
    submit(request) {
      counts.orders++
      const leg = legOf.get(request.symbol) ?? -1
      const parent = request.parentId ? (lying.get(request.parentId) ?? null) : null
      const group = request.ocoGroup ? groupOf(groups, request.ocoGroup, request.quantity) : null
      const one: Working = {
        order: acceptedOrder(request),
        leg,
        group,
        groupFrom: group?.filled ?? 0,
        groupRate: group ? groupRateOf(group, request.quantity) : 1,
        parent,
        birth,
        birthPrice,
        triggered: false,
        trail: { best: Number.NaN },
        day: -1,
        // Exits that were handed in with their entry already lie there when it fills.
        arrives: latencyMs === 0 || parent ? 0 : clock[0] + (facing ? 0 : barMs) + latencyMs || 0,
        fillIndex: -1,
        fillBirth: 'open',
        fillPrice: Number.NaN,
        reducible: 0,
        wasFirst: false,
      }
      terms.known = leg >= 0
      terms.lot = options.lots?.[leg]
      terms.tick = options.ticks?.[leg]
      terms.last = leg < 0 ? Number.NaN : recent.last(leg)
      terms.hasParent = parent !== null
      if (leg >= 0 && request.reduceOnly && !parent) one.reducible = reducible(one)
      const why = refusal(request, terms)
      if (why !== null) return end(one, { kind: 'reject', ...why })
      if (group && leftInGroup(one) === 0) return end(one, byGroup)
      working.push(one)
      lying.add(request.clientId, one)
    },
    cancel(clientId, reason, code) {
      const one = lying.get(clientId)
      if (one && !isClosed(one.order.state)) end(one, { kind: 'cancel', reason, code })
    },
    advance(market) {
      clock[0] = market.ts
      if (working.length > 0) {
        index = market.index
        facing = true
        taken.fill(0)
        // What reduces a position goes first: it leads out of it before anything opens another.
        const before = working.length
        for (let i = 0; i < before; i++) if (guards(working[i])) face(working[i], market)
        // Orders submitted by what fills here join the list and meet the same bar.
        for (let i = 0; i < working.length; i++) {
          const one = working[i]
          if (isClosed(one.order.state) || (i < before && one.wasFirst)) continue
          face(one, market)
        }
        facing = false
        birth = 'open'
        birthPrice = Number.NaN
        let open = 0
        for (let i = 0; i < working.length; i++) {
          const one = working[i]
          one.birth = 'open'
          one.wasFirst = false
          if (one.order.request.reduceOnly && !one.parent) one.reducible = reducible(one)
          if (isClosed(one.order.state)) lying.take(one.order.request.clientId)
          else working[open++] = one
        }
        working.length = open
        if (open === 0) groups.clear()
      }
      for (let leg = 0; leg < legs; leg++) recent.push(leg, market.close[leg])
    },
    save: () => ({
      counts: { ...counts },
      trades,
      clock: Number.isNaN(clock[0]) ? null : clock[0],
      recent: recent.save(),
      orders: saveOrders(working, groups),
      fees: fees.save?.() ?? null,
    }),
  }
}

/** Whether the order may not rest. */
const mustTake = ({ order }: Working): boolean =>
  order.request.timeInForce === 'IOC' || order.request.timeInForce === 'FOK'

function triggeredBy(one: Working, bar: BarView): boolean {
  const { side, stopPrice } = one.order.request
  const trigger = stopPrice as number
  return stopAtOpen(side, trigger, bar) || (side === 'buy' ? bar.high >= trigger : bar.low <= trigger)
}
