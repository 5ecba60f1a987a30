import { type OrderRequest, orderRequestErrors } from '#lib/contracts/orders.ts'
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

/** Why a venue would not take the order, or null. */
export function refusal(request: OrderRequest, terms: Terms): string | null {
  const { quantity } = request
  if (!terms.known) return `there is no ${request.symbol} here`
  if (!(quantity > 0 && quantity < Number.POSITIVE_INFINITY)) return 'the quantity must be positive'
  if (terms.lot !== undefined && Math.abs(roundToLot(quantity, terms.lot) - quantity) > 1e-9 * quantity)
    return `the quantity is no multiple of ${terms.lot}`
  if (request.parentId !== undefined && !terms.hasParent) return `there is no order ${request.parentId} to wait for`
  if (terms.minNotional > 0 && !request.reduceOnly) {
    const value = quantity * (request.price ?? request.stopPrice ?? terms.last)
    if (value < terms.minNotional) return `the order is worth ${value.toFixed(2)}, less than ${terms.minNotional}`
  }
  if (request.type === 'market') return null
  if (terms.tick !== undefined)
    for (const price of [request.price, request.stopPrice])
      if (price !== undefined && !isOnTick(price, terms.tick))
        return `${price} is no multiple of the tick ${terms.tick}`
  const [first] = orderRequestErrors(request)
  return first ? `${first[0]}: ${first[1]}` : null
}
