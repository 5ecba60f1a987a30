import type { OrderRequest, TimeInForce } from '#lib/contracts/orders.ts'
import type { Order, OrderEvent } from './order.ts'

/** How orders come to their end at a simulated venue, in words and as a code. */
export const byGroup: OrderEvent = { kind: 'cancel', reason: 'another of its group filled', code: 'group' }
export const nothingToReduce: OrderEvent = { kind: 'cancel', reason: 'nothing to reduce', code: 'nothing-to-reduce' }
export const withoutParent: OrderEvent = {
  kind: 'cancel',
  reason: 'the order before it never filled',
  code: 'parent',
}
export const wouldTake: OrderEvent = {
  kind: 'reject',
  reason: 'post-only, and it would have taken',
  code: 'post-only',
}

export const notWaiting = (force: TimeInForce): OrderEvent => ({
  kind: 'cancel',
  reason: `${force}: the rest`,
  code: 'immediate',
})

export const timeIsOver = ({ timeInForce }: OrderRequest): OrderEvent => ({
  kind: 'expire',
  reason: timeInForce === 'DAY' ? 'its session is over' : 'its time is over',
  code: 'time',
})

/** A sale below the lowest price there is. @param raw price of the market @param tick step of the price, if there is one */
export function unsold({ filled }: Order, raw: number, tick: string | undefined): OrderEvent {
  const where = tick === undefined ? 'selling as much there costs all of it' : `that is below one tick, ${tick}`
  const reason = `nobody buys at ${Number(raw.toPrecision(8))}: ${where}`
  return { kind: filled > 0 ? 'cancel' : 'reject', reason, code: 'no-price' }
}
