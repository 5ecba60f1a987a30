import type { Fill, OrderRequest } from '#lib/contracts/orders.ts'
import type { Decision, FillCause, Market, OrderEndCode } from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'
import { roundToLot } from '#lib/market/increments.ts'
import { exitKindOf, exitsOf, exitWords } from './brackets.ts'
import { byId } from './by-id.ts'
import { type Carry, carry } from './carry.ts'
import type { Desk, DeskOptions } from './desk-setup.ts'
import { ledger } from './ledger.ts'
import { newsFor } from './news.ts'
import type { Order } from './order.ts'
import { copied, savedDesk } from './saved-desk.ts'
import { type Moment, mainReading, trips } from './trips.ts'
import type { Venue } from './venue.ts'
import { exitOf, type Wishes, type WishFill, wishes } from './wishes.ts'

export type { Desk, DeskOptions } from './desk-setup.ts'

/** A decision on its way: what is held is closed first when it has to go, then the new position is opened. */
interface Plan {
  readonly decision: Decision
  readonly targets: Float64Array
  readonly reading: number | null
  closing: boolean
  forced: boolean
}

export function desk(setup: DeskOptions): Desk {
  const { run, symbols, options, lots, isPart = false, barMs = 0 } = setup
  const legs = symbols.length
  const saved = setup.saved === undefined ? null : savedDesk.safeParse(setup.saved).data
  if (saved === undefined) throw new Fault('input', 'The saved state of the desk cannot be read')
  const book = setup.book ?? ledger(setup.capital, legs, saved?.book)
  const holding: Carry = carry(book, options, setup.perpetual ?? symbols.map(() => false), saved?.carry)
  const log = trips(symbols, saved?.log)
  const name = setup.name ?? 'o'
  const news = newsFor(run)
  const venue: Venue = setup.venue({ position: (leg) => book.quantity[leg] })({ onFill, onClosed })
  /** Ids of orders that have not ended. */
  const live = byId<true>(saved?.live.map((clientId) => [clientId, true] as const))
  /** Orders that the strategy asked for by name; made when it first does. */
  let wanted: Wishes | null = saved?.wishes ? wishesOf(saved.wishes) : null
  let plan: Plan | null = saved?.plan ? { ...saved.plan, targets: Float64Array.from(saved.plan.targets) } : null
  let number = saved?.number ?? 0
  let traded = saved?.traded ?? 0
  let slippage = saved?.slippage ?? 0
  let liquidations = saved?.liquidations ?? 0
  // Cells: a captured number that is written every bar would be allocated anew every bar.
  const last = Float64Array.of(saved?.equity ?? setup.capital, saved?.gross ?? 0)
  let ruined = saved?.ruined ?? false
  let now: Market | null = null
  const moment: Moment = { ts: 0, bar: 0, equity: 0, costs: 0 }

  const costs = () => book.fees + slippage + book.borrow + book.funding + book.penalties + book.conversion
  /** Flat, so that cash is all there is. */
  const flatMoment = (): Moment => {
    moment.ts = now?.ts ?? 0
    moment.bar = (now?.index ?? 1) - 1
    moment.equity = book.cash
    moment.costs = costs()
    return moment
  }

  function submit(order: OrderRequest): void {
    live.add(order.clientId, true)
    venue.submit(order)
  }

  function wishesOf(before?: unknown): Wishes {
    return wishes({
      symbols,
      lots,
      ticks: setup.ticks,
      leverage: options.leverage,
      book,
      nextId: () => `${name}${++number}`,
      submit,
      cancel: (clientId, reason, code) => venue.cancel(clientId, reason, code),
      refuse: (wish, quantity, code, reason) => news?.unsent(wish, quantity, code, reason, now?.ts ?? 0),
      ...(before === undefined ? {} : { saved: before }),
    })
  }

  function send(leg: number, change: number, reduceOnly: boolean): string {
    const clientId = `${name}${++number}`
    submit({
      clientId,
      symbol: symbols[leg],
      side: change > 0 ? 'buy' : 'sell',
      type: 'market',
      quantity: Math.abs(change),
      timeInForce: 'GTC',
      postOnly: false,
      reduceOnly,
    })
    return clientId
  }

  function protect(leg: number, clientId: string, change: number, decision: Decision): void {
    const exits = decision.protect?.[leg]
    if (!exits) return
    for (const order of exitsOf({ clientId, symbol: symbols[leg], change, tick: setup.ticks?.[leg] }, exits))
      submit(order)
  }

  /** Books one change of a position and tells the strategy why. */
  function record(
    leg: number,
    change: number,
    price: number,
    raw: number,
    fee: number,
    cause: FillCause,
    wish: WishFill | null = null,
  ): void {
    const held = book.quantity[leg]
    const entering = held === 0 || held > 0 === change > 0
    if (!log.isOpen && wish) {
      const side = legs > 1 && wish.side !== 'flat' ? wish.side : change > 0 ? 'long' : 'short'
      log.open(flatMoment(), { side, reason: wish.reason }, wish.reading)
    } else if (!log.isOpen && plan) log.open(flatMoment(), plan.decision, plan.reading)
    book.trade(leg, change, price, fee)
    const rate = book.rate(leg)
    const size = Math.abs(change)
    slippage += size * Math.abs(price - raw) * rate
    traded += size * price * rate
    if (cause === 'margin') book.charge('penalties', (size * price * rate * options.liquidationBps) / 1e4)
    log.fill(leg, change, price, raw, entering)
    const told = { leg, quantity: change, price, held: book.quantity[leg], cause }
    run.onFill?.(wish ? { ...told, tag: wish.tag } : told)
  }

  /** A fill of an order that was asked for by name. One that goes through zero ends a trip and begins another. */
  function onWishFill(fill: Fill, leg: number, raw: number): void {
    const change = fill.side === 'buy' ? fill.quantity : -fill.quantity
    const held = book.quantity[leg]
    const closing = held * change < 0 && Math.abs(change) > Math.abs(held) ? -held : change
    for (const part of closing === change ? [change] : [closing, change - closing]) {
      const wish = wanted?.fill(fill.clientId, Math.abs(part))
      if (!wish) return
      record(leg, part, fill.price, raw, fill.fee * (part / change), wish.exit ? 'protection' : 'decision', wish)
      if (book.quantity[leg] !== 0) continue
      wanted?.legFlat(leg, wish.exit !== null)
      if (book.isFlat) log.close(flatMoment(), { ts: now?.ts ?? null, ...exitOf(wish, fill.price, closing !== change) })
    }
  }

  function onFill(fill: Fill, leg: number, raw: number, order: Order): void {
    news?.hold()
    news?.filled(order, leg, ownerOf(fill.clientId), fill.ts)
    if (wanted?.has(fill.clientId)) onWishFill(fill, leg, raw)
    else onPlanFill(fill, leg, raw)
    news?.release()
  }

  /** Whose order it is, where it is one of those asked for by name or an exit of a decision by weights. */
  const ownerOf = (clientId: string) => wanted?.ownerOf(clientId) ?? null

  function onPlanFill(fill: Fill, leg: number, raw: number): void {
    const cause = plan?.forced ? 'margin' : exitKindOf(fill.clientId) === null ? 'decision' : 'protection'
    record(leg, fill.side === 'buy' ? fill.quantity : -fill.quantity, fill.price, raw, fill.fee, cause)
    if (book.isFlat) wentFlat(fill)
  }

  function wentFlat(fill: Fill): void {
    const closing = plan?.closing ? plan : null
    if (!closing) {
      protectiveExit(fill)
      return
    }
    const { decision, forced } = closing
    const kind = forced ? 'STOP' : decision.kind === 'ENTER' ? 'REBALANCE' : decision.kind
    const reason = forced ? `margin used up, ${decision.reason}` : decision.reason
    log.close(flatMoment(), { ts: now?.ts ?? null, kind, reason })
    closing.closing = false
    if (decision.side === 'flat') plan = null
    else enter(closing)
  }

  /** Flat without a decision: a waiting exit has filled. What is left of its entry is not wanted any more. */
  function protectiveExit(fill: Fill): void {
    const exit = exitKindOf(fill.clientId) === 'target' ? 'target' : 'stop'
    log.close(flatMoment(), { ts: now?.ts ?? null, ...exitWords(exit, fill.price) })
    plan = null
    callBack('the position is closed', 'closed')
  }

  function callBack(reason: string, code: OrderEndCode): void {
    const orders = live.entries()
    for (const [clientId] of orders) live.take(clientId)
    for (const [clientId] of orders) venue.cancel(clientId, reason, code)
  }

  function onClosed(order: Order, leg: number): void {
    const { clientId } = order.request
    live.take(clientId)
    // Its last fill has been told already.
    if (order.state !== 'filled') news?.ended(order, leg, ownerOf(clientId), now?.ts ?? 0)
    wanted?.closed(clientId)
    if (plan && !plan.closing && live.size === 0) plan = null
  }

  function enter(next: Plan): void {
    const held = book.quantity
    for (let leg = 0; leg < legs; leg++) {
      const lot = lots?.[leg]
      const change = next.targets[leg] - held[leg]
      const quantity = lot === undefined ? change : roundToLot(change, lot)
      if (quantity === 0) continue
      const reduceOnly =
        held[leg] !== 0 && Math.abs(next.targets[leg]) <= Math.abs(held[leg]) && next.targets[leg] * held[leg] >= 0
      const id = send(leg, quantity, reduceOnly)
      if (held[leg] === 0) protect(leg, id, quantity, next.decision)
    }
    if (live.size === 0 && plan === next) plan = null
  }

  /** Turns a decision into orders; what is still on its way from an earlier one is called back first. */
  function follow(decision: Decision, market: Market, forced: boolean): void {
    if (decision.orders && !forced) return followOrders(decision, market)
    wanted?.drop()
    if (live.size > 0) callBack('a newer decision', 'decision')
    const next: Plan = {
      decision,
      targets: targetsOf(decision, market.close),
      reading: mainReading(run.readings()),
      closing: !book.isFlat && (decision.side === 'flat' || decision.kind === 'ENTER'),
      forced,
    }
    plan = next
    if (next.closing) {
      for (let leg = 0; leg < legs; leg++) if (book.quantity[leg] !== 0) send(leg, -book.quantity[leg], true)
    } else if (decision.side === 'flat') plan = null
    else enter(next)
  }

  /** What a decision by weights left waiting goes, its exits included; then the set is what there is. */
  function followOrders(decision: Decision, market: Market): void {
    wanted ??= wishesOf()
    plan = null
    if (!wanted.holds) callBack('a newer decision', 'decision')
    wanted.follow(decision, { close: market.close, equity: last[0], reading: mainReading(run.readings()) })
  }

  /** Quantities that give each leg its share of equity at this close, never above the leverage allowed. */
  function targetsOf(decision: Decision, close: Float64Array): Float64Array {
    const targets = new Float64Array(legs)
    let asked = 0
    for (let leg = 0; leg < legs; leg++) asked += Math.abs(decision.weights[leg])
    const share = asked > options.leverage ? options.leverage / asked : 1
    for (let leg = 0; leg < legs; leg++) {
      const weight = decision.weights[leg] * share
      const lot = lots?.[leg]
      const aim = weight === 0 ? 0 : (weight * last[0]) / (close[leg] * book.rate(leg))
      targets[leg] = lot === undefined ? aim : roundToLot(aim, lot)
    }
    return targets
  }

  function liquidate(market: Market, reason: string): void {
    if (plan?.forced) return
    liquidations++
    const weights = new Array<number>(legs).fill(0)
    follow({ kind: 'STOP', side: 'flat', weights, strength: 1, reason }, market, true)
  }

  function decide(market: Market): void {
    now = market
    setup.rates?.until(market.ts + barMs)
    const equity = book.equity(market.close)
    const gross = book.isFlat ? 0 : book.gross(market.close)
    last[0] = equity
    last[1] = gross
    if (!isPart) holding.mark(market.ts, market.close)
    if (equity <= 0 && !ruined) {
      ruined = true
      if (wanted?.holds) callBack('nothing is left to trade with', 'margin')
    }
    // An order to leave that the venue refused: the next decision, or the margin, has to ask again.
    if (plan?.closing && live.size === 0) plan = null
    const decision = ruined ? null : run.step(market)
    if (gross > 0 && !isPart && equity < options.maintenance * gross)
      liquidate(market, `equity is ${((100 * equity) / gross).toFixed(1)} % of exposure`)
    else if (decision && !plan?.forced) follow(decision, market, false)
  }

  return {
    book,
    log,
    get traded() {
      return traded
    },
    get slippage() {
      return slippage
    },
    get liquidations() {
      return liquidations
    },
    get refused() {
      return wanted?.refused ?? 0
    },
    get equity() {
      return last[0]
    },
    get gross() {
      return last[1]
    },
    get isRuined() {
      return ruined
    },
    costs,
    look(market) {
      now = market
    },
    bar(market) {
      now = market
      setup.rates?.until(market.ts)
      if (!isPart) holding.hold(market.ts)
      venue.advance(market)
      decide(market)
    },
    decide,
    liquidate,
    settle(prices, reason) {
      callBack(reason, 'ended')
      wanted?.drop()
      plan = null
      if (book.isFlat) return
      for (let leg = 0; leg < legs; leg++) {
        const held = book.quantity[leg]
        if (held !== 0) record(leg, -held, prices[leg], prices[leg], 0, 'delisting')
      }
      last[0] = book.cash
      last[1] = 0
      log.close(flatMoment(), { ts: now?.ts ?? null, kind: 'STOP', reason })
    },
    finish() {
      if (!log.isOpen || !now) return
      const at = flatMoment()
      at.equity = last[0]
      log.close(at, { ts: null, kind: 'END', reason: null })
    },
    save: () => ({
      book: book.save(),
      log: log.save(),
      carry: { ...holding.save(), closes: [...holding.save().closes] },
      live: live.entries().map(([clientId]) => clientId),
      plan: plan && { ...plan, decision: copied(plan.decision), targets: [...plan.targets] },
      number,
      traded,
      slippage,
      liquidations,
      equity: last[0],
      gross: last[1],
      ...(wanted ? { wishes: wanted.save() } : {}),
      ruined,
    }),
  }
}
