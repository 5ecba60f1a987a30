import type { Costs } from '#lib/contracts/backtests.ts'
import { roundToLot } from '#lib/market/increments.ts'

/** Cash and positions of one run. Quantities are signed; a short owes what it sold. */
export interface Account {
  readonly cash: number
  readonly quantity: Float64Array
  /** Sum of |price × quantity| of everything traded. */
  readonly traded: number
  /** Commission and slippage paid so far. */
  readonly costs: number
  /** Trades one leg to a target quantity at the raw price; returns the price paid, slippage included, or null. */
  trade(leg: number, target: number, price: number): number | null
  /** Equity with every leg at the given price. */
  equity(prices: Float64Array): number
  /** Sum of |price × quantity|. */
  gross(prices: Float64Array): number
}

/** @param lots smallest step of each leg's quantity as decimal strings; without them fractions are allowed. */
export function account(capital: number, legs: number, costs: Costs, lots?: readonly (string | undefined)[]): Account {
  const quantity = new Float64Array(legs)
  const slippage = costs.slippageBps / 1e4
  const commission = costs.commissionBps / 1e4
  let cash = capital
  let traded = 0
  let paid = 0
  return {
    get cash() {
      return cash
    },
    get traded() {
      return traded
    },
    get costs() {
      return paid
    },
    quantity,
    trade(leg, target, price) {
      const lot = lots?.[leg]
      const aim = lot === undefined ? target : roundToLot(target, lot)
      const change = aim - quantity[leg]
      if (change === 0) return null
      const fill = price * (1 + Math.sign(change) * slippage)
      const value = Math.abs(change) * fill
      const fee = value * commission
      cash -= change * fill + fee
      traded += value
      paid += fee + Math.abs(change) * price * slippage
      quantity[leg] = aim
      return fill
    },
    equity(prices) {
      let value = cash
      for (let leg = 0; leg < legs; leg++) value += quantity[leg] * prices[leg]
      return value
    },
    gross(prices) {
      let value = 0
      for (let leg = 0; leg < legs; leg++) value += Math.abs(quantity[leg] * prices[leg])
      return value
    },
  }
}
