import { type OrderRequest, orderRequestErrors } from '#lib/contracts/orders.ts'
import type { OrderEndCode } from '#lib/contracts/strategy.ts'
import { isOnTick, roundToLot } from '#lib/market/increments.ts'

/** What a venue knows of the leg when it judges an order. */
export interface Terms {
  /** False where there is no such symbol. */
  readonly known: boolean
  /** Steps of quantity and price, as decimal strings. */
  readonly lot: string | undefined
  readonly tick: string | undefined
  readonly minNotional: number
  /** Price that a market order is valued at; NaN where none is known yet. */
  readonly last: number
  /** False where the order to wait for is not there. */
  readonly hasParent: boolean
}

export interface Refusal {
  readonly code: OrderEndCode
  /** In words, with the numbers. */
  readonly reason: string
}

const because = (code: OrderEndCode, reason: string): Refusal => ({ code, reason })

/** Why a venue would not take the order, or null. */
export function refusal(request: OrderRequest, terms: Terms): Refusal | null {
  const { quantity } = request
  if (!terms.known) return because('terms', `there is no ${request.symbol} here`)
  if (!(quantity > 0 && quantity < Number.POSITIVE_INFINITY)) return because('terms', 'the quantity must be positive')
  if (terms.lot !== undefined && Math.abs(roundToLot(quantity, terms.lot) - quantity) > 1e-9 * quantity)
    return because('off-step', `the quantity is no multiple of ${terms.lot}`)
  if (request.parentId !== undefined && !terms.hasParent)
    return because('parent', `there is no order ${request.parentId} to wait for`)
  if (terms.minNotional > 0 && !request.reduceOnly) {
    const value = quantity * (request.price ?? request.stopPrice ?? terms.last)
    if (value < terms.minNotional)
      return because('below-minimum', `the order is worth ${value.toFixed(2)}, less than ${terms.minNotional}`)
  }
  if (request.type === 'market') return null
  const wrong = offTick(request.price, terms.tick) ?? offTick(request.stopPrice, terms.tick)
  if (wrong !== null) return because('off-step', wrong)
  const [first] = orderRequestErrors(request)
  return first ? because('terms', `${first[0]}: ${first[1]}`) : null
}

function offTick(price: number | undefined, tick: string | undefined): string | null {
  if (price === undefined) return null
  if (!(price > 0)) return tick === undefined ? 'the price must be positive' : `the price lies below one tick, ${tick}`
  return tick === undefined || isOnTick(price, tick) ? null : `${price} is no multiple of the tick ${tick}`
}
