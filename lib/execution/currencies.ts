import { z } from 'zod'
import { Fault } from '#lib/fault.ts'
import { type Ledger, ledger } from './ledger.ts'

export interface CurrencyLedger extends Ledger {
  /** From now on one unit of this currency is worth so much of the account's. */
  setRate(currency: string, rate: number): void
  /** Sum over all accounts of each currency, in whole units of it: all zero, or there is a bug. */
  balances(): Readonly<Record<string, number>>
}

export interface CurrencyLedgerOptions {
  readonly capital: number
  /** Currency of the account, and of each leg. */
  readonly account: string
  readonly legs: readonly string[]
  readonly conversionBps: number
  readonly saved?: unknown
}

const savedBooks = z.object({
  books: z.record(z.string(), z.unknown()),
  rates: z.record(z.string(), z.number().nullable()),
})

/**
 * One account over several currencies, as brokers with automatic exchange keep it: what a trade costs or brings is changed
 * into the currency of the account at once, at the rate known then and for a fee, so that only positions hang on the rate.
 * Every currency has a double-entry book of its own; the exchange account of one faces that of the other.
 */
export function currencyLedger(options: CurrencyLedgerOptions): CurrencyLedger {
  const { account, legs } = options
  const saved = options.saved === undefined ? null : savedBooks.safeParse(options.saved).data
  if (saved === undefined) throw new Fault('input', 'The saved book cannot be read')
  const names = [...new Set([account, ...legs])]
  const places = names.map((name) => legs.flatMap((currency, leg) => (currency === name ? [leg] : [])))
  const books = names.map((name, i) =>
    ledger(name === account ? options.capital : 0, places[i].length, saved?.books[name]),
  )
  const home = books[0]
  const rates = Float64Array.from(names, (name) => (name === account ? 1 : (saved?.rates[name] ?? Number.NaN)))
  const bookOf = legs.map((currency) => names.indexOf(currency))
  const placeOf = legs.map((_, leg) => places[bookOf[leg]].indexOf(leg))
  const quantity = Float64Array.from(legs, (_, leg) => books[bookOf[leg]].quantity[placeOf[leg]])
  const total = (pick: (book: Ledger) => number) =>
    books.reduce((sum, book, i) => (i === 0 || pick(book) !== 0 ? sum + pick(book) * rates[i] : sum), 0)

  return {
    get cash() {
      return home.cash
    },
    quantity,
    get realised() {
      return total((book) => book.realised)
    },
    get fees() {
      return home.fees
    },
    get borrow() {
      return home.borrow
    },
    get funding() {
      return home.funding
    },
    get penalties() {
      return home.penalties
    },
    get conversion() {
      return home.conversion
    },
    rate: (leg) => rates[bookOf[leg]],
    setRate(currency, rate) {
      const i = names.indexOf(currency)
      if (i > 0 && rate > 0) rates[i] = rate
    },
    cost: (leg) => books[bookOf[leg]].cost(placeOf[leg]) * rates[bookOf[leg]],
    trade(leg, change, price, fee) {
      const book = books[bookOf[leg]]
      if (book === home) book.trade(placeOf[leg], change, price, fee)
      else {
        const rate = rates[bookOf[leg]]
        if (!(rate > 0))
          throw new Fault('input', `There is no rate for ${legs[leg]} yet, and something was traded in it`)
        const before = book.cash
        book.trade(placeOf[leg], change, price, 0)
        const flow = book.cash - before
        book.exchange(-flow)
        home.exchange(flow * rate)
        home.charge('conversion', (Math.abs(flow) * rate * options.conversionBps) / 1e4)
        home.charge('fees', fee)
      }
      quantity[leg] = book.quantity[placeOf[leg]]
    },
    charge: home.charge,
    exchange: home.exchange,
    equity(prices) {
      let value = home.cash
      for (let leg = 0; leg < legs.length; leg++)
        if (quantity[leg] !== 0) value += quantity[leg] * prices[leg] * rates[bookOf[leg]]
      return value
    },
    gross(prices) {
      let value = 0
      for (let leg = 0; leg < legs.length; leg++)
        if (quantity[leg] !== 0) value += Math.abs(quantity[leg] * prices[leg]) * rates[bookOf[leg]]
      return value
    },
    balance: () => books.reduce((sum, book) => sum + Math.abs(book.balance()), 0),
    balances: () => Object.fromEntries(names.map((name, i) => [name, books[i].balance()])),
    get isFlat() {
      return books.every((book) => book.isFlat)
    },
    save: () => ({
      books: Object.fromEntries(names.map((name, i) => [name, books[i].save()])),
      rates: Object.fromEntries(names.map((name, i) => [name, Number.isNaN(rates[i]) ? null : rates[i]])),
    }),
  }
}
