import type { OrderRequest, OrderType } from '#lib/contracts/orders.ts'
import type { Protection } from '#lib/contracts/strategy.ts'
import { roundToTick } from '#lib/market/increments.ts'

/** A leg that is about to be entered. */
export interface Entry {
  readonly clientId: string
  readonly symbol: string
  /** Signed. */
  readonly change: number
  readonly tick?: string
}

/** Last letter of the client id: what kind of exit it is. */
const suffixes = { stop: 's', trail: 't', target: 'l' } as const

/** Exits that wait from the entry on: what one of them fills the others lose. Prices come to lie on the tick. */
export function exitsOf(entry: Entry, exits: Protection): OrderRequest[] {
  const { clientId, symbol, change, tick } = entry
  const onTick = (price: number) => (tick === undefined ? price : roundToTick(price, tick))
  const exit = (
    suffix: string,
    type: OrderType,
    prices: Pick<OrderRequest, 'price' | 'stopPrice' | 'trailBy'>,
  ): OrderRequest => ({
    clientId: clientId + suffix,
    symbol,
    side: change > 0 ? 'sell' : 'buy',
    type,
    quantity: Math.abs(change),
    timeInForce: 'GTC',
    postOnly: false,
    reduceOnly: true,
    parentId: clientId,
    ocoGroup: `${clientId}x`,
    ...prices,
  })
  const { stop, trailBy, target } = exits
  const orders: OrderRequest[] = []
  if (stop !== undefined) orders.push(exit(suffixes.stop, 'stop', { stopPrice: onTick(stop) }))
  if (trailBy !== undefined) orders.push(exit(suffixes.trail, 'trailing-stop', { trailBy }))
  if (target !== undefined) orders.push(exit(suffixes.target, 'limit', { price: onTick(target) }))
  return orders
}

/** Which exit an order is; null for one that is none. */
export function exitKindOf(clientId: string): 'target' | 'stop' | null {
  const last = clientId.at(-1)
  return last === suffixes.target ? 'target' : last === suffixes.stop || last === suffixes.trail ? 'stop' : null
}

/** What a trip says that such an exit has ended. */
export const exitWords = (exit: 'target' | 'stop', price: number): { kind: 'EXIT' | 'STOP'; reason: string } => ({
  kind: exit === 'target' ? 'EXIT' : 'STOP',
  reason: `${exit} filled at ${Number(price.toPrecision(8))}`,
})
