import { z } from 'zod'
import { Fault } from '#lib/fault.ts'

/**
 * Double-entry book of one account. Money is kept in whole units so small that rounding is below what anybody measures,
 * so that the sum over all accounts is exactly zero after every entry, not nearly.
 */
export interface Ledger {
  /** In account currency. */
  readonly cash: number
  /** Signed; a short is negative. */
  readonly quantity: Float64Array
  /** Gains and losses of what was closed, before fees. */
  readonly realised: number
  readonly fees: number
  readonly borrow: number
  /** Paid less received. */
  readonly funding: number
  readonly penalties: number
  /** Paid for changing money. */
  readonly conversion: number
  /** Value of one unit of the leg's currency in that of the account, as last told. */
  rate(leg: number): number
  /** What the position of a leg was bought (or sold short) for; negative for a short. */
  cost(leg: number): number
  /** Books one execution: `change` signed, `price` as paid. */
  trade(leg: number, change: number, price: number, fee: number): void
  /** Takes an amount from cash; a negative one is received. */
  charge(kind: ChargeKind, amount: number): void
  /** Changes money: `amount` comes in (or goes, when negative) against another currency's book. */
  exchange(amount: number): void
  /** Cash and positions at the given prices. */
  equity(prices: Float64Array): number
  /** Sum of |price × quantity|. */
  gross(prices: Float64Array): number
  /** Sum over all accounts in whole units: zero, or there is a bug. */
  balance(): number
  /** True while every leg is flat. */
  readonly isFlat: boolean
  /** Everything it knows, as JSON. */
  save(): unknown
}

export type ChargeKind = 'fees' | 'borrow' | 'funding' | 'penalties' | 'conversion'

const cash = 0
const capitalAccount = 1
const realised = 2
const charges = { fees: 3, borrow: 4, funding: 5, penalties: 6, conversion: 7 } as const
const exchanged = 8
const rounding = 9
const firstLeg = 10

/** Sums of whole numbers below this are exact in a double, with room for the sums of sums. */
const largest = 2 ** 51

/** Units of money per unit of currency in which an account of this size is kept. */
export const moneyScale = (capital: number): number =>
  10 ** Math.min(12, Math.floor(Math.log10(largest / (capital * 100))))

/** The nearest whole number, halves upwards: Math.round without its branch, which money guesses wrong every other time. */
export const wholeUnits = (amount: number): number => Math.floor(amount + 0.5)

const savedLedger = z.object({
  scale: z.number().positive(),
  accounts: z.array(z.number()),
  quantity: z.array(z.number()),
})

/**
 * @param capital in account currency; 0 for the book of another currency. @param legs how many positions it holds.
 * @param saved what `save` gave. @throws Fault `input` for a state that is none of this book's.
 */
export function ledger(capital: number, legs: number, saved?: unknown): Ledger {
  const before = saved === undefined ? null : savedLedger.safeParse(saved).data
  if (before === undefined || (before && before.quantity.length !== legs))
    throw new Fault('input', 'The saved book cannot be read, or has other legs')
  let scale = before?.scale ?? moneyScale(capital)
  const accounts = Float64Array.from(before?.accounts ?? new Float64Array(firstLeg + legs))
  const quantity = Float64Array.from(before?.quantity ?? new Float64Array(legs))
  let open = quantity.filter((held) => held !== 0).length
  if (!before) {
    accounts[cash] = wholeUnits(capital * scale)
    accounts[capitalAccount] = -accounts[cash]
  }

  /** Coarser units once the sums grow out of the exact range; what rounding moves has its own account. */
  const coarsen = () => {
    scale /= 1_000
    let sum = 0
    for (let i = 0; i < accounts.length; i++) {
      if (i === rounding) continue
      accounts[i] = wholeUnits(accounts[i] / 1_000)
      sum += accounts[i]
    }
    accounts[rounding] = -sum
  }
  const units = (amount: number) => {
    while (Math.abs(amount) * scale > largest) coarsen()
    return wholeUnits(amount * scale)
  }
  const guard = () => {
    while (Math.abs(accounts[cash]) > largest) coarsen()
  }

  /** Part that takes the position nearer to flat; returns the value released. */
  const reduce = (leg: number, share: number, value: number) => {
    const account = firstLeg + leg
    const released = share >= 1 ? accounts[account] : wholeUnits(accounts[account] * share)
    accounts[account] -= released
    accounts[cash] -= value
    accounts[realised] += value + released
  }

  return {
    get cash() {
      return accounts[cash] / scale
    },
    quantity,
    get realised() {
      return -accounts[realised] / scale
    },
    get fees() {
      return accounts[charges.fees] / scale
    },
    get borrow() {
      return accounts[charges.borrow] / scale
    },
    get funding() {
      return accounts[charges.funding] / scale
    },
    get penalties() {
      return accounts[charges.penalties] / scale
    },
    get conversion() {
      return accounts[charges.conversion] / scale
    },
    rate: () => 1,
    cost: (leg) => accounts[firstLeg + leg] / scale,
    trade(leg, change, price, fee) {
      const held = quantity[leg]
      const value = units(change * price)
      const paid = units(fee)
      accounts[cash] -= paid
      accounts[charges.fees] += paid
      if (held === 0 || held > 0 === change > 0) {
        accounts[cash] -= value
        accounts[firstLeg + leg] += value
      } else if (Math.abs(change) <= Math.abs(held)) {
        reduce(leg, change === -held ? 1 : Math.abs(change / held), value)
      } else {
        const closing = wholeUnits(value * Math.abs(held / change))
        reduce(leg, 1, closing)
        accounts[cash] -= value - closing
        accounts[firstLeg + leg] += value - closing
      }
      const after = held + change
      // A crumb that rounding of fractional quantities leaves is no position.
      quantity[leg] = Math.abs(after) <= 1e-12 * Math.abs(change) ? 0 : after
      if (quantity[leg] === 0 && accounts[firstLeg + leg] !== 0) {
        accounts[realised] += accounts[firstLeg + leg]
        accounts[firstLeg + leg] = 0
      }
      if (held === 0 && quantity[leg] !== 0) open++
      else if (held !== 0 && quantity[leg] === 0) open--
      guard()
    },
    charge(kind, amount) {
      const value = units(amount)
      accounts[cash] -= value
      accounts[charges[kind]] += value
    },
    exchange(amount) {
      const value = units(amount)
      accounts[cash] += value
      accounts[exchanged] -= value
      guard()
    },
    equity(prices) {
      let value = accounts[cash] / scale
      for (let leg = 0; leg < legs; leg++) value += quantity[leg] * prices[leg]
      return value
    },
    gross(prices) {
      let value = 0
      for (let leg = 0; leg < legs; leg++) value += Math.abs(quantity[leg] * prices[leg])
      return value
    },
    balance() {
      let sum = 0
      for (let i = 0; i < accounts.length; i++) sum += accounts[i]
      return sum
    },
    get isFlat() {
      return open === 0
    },
    save: () => ({ scale, accounts: [...accounts], quantity: [...quantity] }),
  }
}
