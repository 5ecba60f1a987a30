import { timeframeMs } from '#lib/contracts/common.ts'
import { type PortfolioRequest, sleeveName } from '#lib/contracts/portfolios.ts'
import { type Desk, desk } from '#lib/execution/desk.ts'
import type { Ledger } from '#lib/execution/ledger.ts'
import { type SimulatedVenue, simulatedVenue } from '#lib/execution/simulated-venue.ts'
import type { VenueListener } from '#lib/execution/venue.ts'
import { sessionsOf } from '#lib/market/sessions.ts'
import { guarded, type Instruments, modelsOf } from './desk-of.ts'
import { detailOf } from './detail.ts'
import { strategyOf } from './strategy-of.ts'
import { emptyMarket, type OpenMarket, type Track } from './timeline.ts'

/** One strategy at work inside an account. */
export interface Running {
  readonly name: string
  readonly desk: Desk
  readonly symbols: readonly string[]
  /** Places of its legs in its track and in the account. */
  readonly inTrack: readonly number[]
  readonly inAccount: readonly number[]
  readonly track: Track
  readonly market: OpenMarket
  readonly capital: number
  /** What fills from now on fills in the bar that its track has just taken. */
  look(): void
  /** True when every leg has a bar now; then `market` shows it. */
  show(): boolean
}

/** A book whose every entry is made in the book of the account too, so that the one is always the sum of the others. */
export function mirrored(own: Ledger, account: Ledger, legs: readonly number[]): Ledger {
  const both: Ledger = Object.create(own)
  both.trade = (leg, change, price, fee) => {
    own.trade(leg, change, price, fee)
    account.trade(legs[leg], change, price, fee)
  }
  both.charge = (kind, amount) => {
    own.charge(kind, amount)
    account.charge(kind, amount)
  }
  return both
}

/** All strategies of one bar length at one venue: they take from one volume. Orders carry the place of their sleeve. */
export function venueOf(
  track: Track,
  request: PortfolioRequest,
  instruments: Instruments,
  running: readonly Running[],
  listeners: ReadonlyMap<string, VenueListener>,
  account: Ledger,
  places: readonly number[],
): SimulatedVenue {
  const { options, slippage, fees } = modelsOf(request)
  const { symbols } = track
  const ownerOf = (clientId: string) => clientId.slice(0, clientId.indexOf('.'))
  const told = (clientId: string) => listeners.get(ownerOf(clientId))
  const legOf = (clientId: string, symbol: string) => running[Number(ownerOf(clientId))].symbols.indexOf(symbol)
  return simulatedVenue(
    {
      symbols,
      slippage,
      fees,
      participation: options.participation,
      ambiguity: options.ambiguity,
      marketAtClose: request.fillModel === 'next-close',
      lots: symbols.map((symbol) => instruments.lots?.[symbol]),
      ticks: symbols.map((symbol) => instruments.ticks?.[symbol]),
      sessions: symbols.map((symbol) => sessionsOf(instruments.calendars?.[symbol])),
      position: (leg, clientId) => running[Number(ownerOf(clientId))].desk.book.quantity[legOf(clientId, symbols[leg])],
      rate: (leg) => account.rate(places[leg]),
      latencyMs: options.latencyMs,
      minNotional: options.minNotional,
      barMs: timeframeMs[track.timeframe],
      ...(instruments.detail ? { detail: detailOf(symbols, instruments.detail, timeframeMs[track.timeframe]) } : {}),
    },
    {
      onFill: (fill, _, raw, order) => told(fill.clientId)?.onFill(fill, legOf(fill.clientId, fill.symbol), raw, order),
      onClosed: (order) =>
        told(order.request.clientId)?.onClosed(order, legOf(order.request.clientId, order.request.symbol)),
    },
  )
}

/** @param place of the sleeve in the request. @param book its own, before it is joined to that of the account. */
export function sleeveOf(
  request: PortfolioRequest,
  place: number,
  instruments: Instruments,
  track: Track,
  books: { own: Ledger; account: Ledger; symbols: readonly string[] },
  venue: () => SimulatedVenue,
  listeners: Map<string, VenueListener>,
): Running {
  const { strategy: name, params, symbols, share } = request.sleeves[place]
  const chosen = strategyOf({ strategy: name, params }, symbols.length)
  const inAccount = symbols.map((symbol) => books.symbols.indexOf(symbol))
  const inTrack = symbols.map((symbol) => track.symbols.indexOf(symbol))
  const { options } = modelsOf(request)
  const title = sleeveName(request.sleeves[place])
  const market = emptyMarket(symbols.length)
  let seen = 0
  const at = desk({
    run: guarded(chosen.strategy.create(chosen.params, { symbols }), title, symbols.length),
    symbols,
    capital: request.capital * share,
    options,
    lots: symbols.map((symbol) => instruments.lots?.[symbol]),
    ticks: symbols.map((symbol) => instruments.ticks?.[symbol]),
    name: `${place}.`,
    book: mirrored(books.own, books.account, inAccount),
    isPart: true,
    venue: () => (listener) => {
      listeners.set(String(place), listener)
      return {
        submit: (order) => venue().submit(order),
        cancel: (clientId, reason, code) => venue().cancel(clientId, reason, code),
        advance: () => undefined,
      }
    },
  })
  return {
    name: title,
    symbols,
    inTrack,
    inAccount,
    track,
    market,
    capital: request.capital * share,
    desk: at,
    look() {
      market.ts = track.market.ts
      market.index = seen + 1
      at.look(market)
    },
    show() {
      for (const leg of inTrack) if (!(track.market.close[leg] > 0)) return false
      seen++
      for (const [leg, from] of inTrack.entries())
        for (const name of ['open', 'high', 'low', 'close', 'volume'] as const)
          market[name][leg] = track.market[name][from]
      return true
    },
  }
}
