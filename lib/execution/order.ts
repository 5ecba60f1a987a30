import type { Liquidity, OrderRequest, OrderState } from '#lib/contracts/orders.ts'
import type { OrderEndCode } from '#lib/contracts/strategy.ts'

/** One order as it stands: a fold of its events, never edited in place. */
export interface Order {
  readonly request: OrderRequest
  readonly state: OrderState
  /** Sum of the fills, each trade id once. */
  readonly filled: number
  /** Sum of price × quantity of the fills. */
  readonly value: number
  readonly fees: number
  readonly tradeIds: readonly string[]
  /** Times the venue said that it does not know the order, while it was in doubt. */
  readonly absences: number
  readonly reason: string | null
  /** Kind of the reason, where it is known. */
  readonly code?: OrderEndCode
}

export type OrderEvent =
  | { readonly kind: 'reserve' }
  | { readonly kind: 'submit' }
  | { readonly kind: 'accept' }
  | { readonly kind: 'reject'; readonly reason: string; readonly code?: OrderEndCode }
  | {
      readonly kind: 'fill'
      readonly tradeId: string
      readonly quantity: number
      readonly price: number
      readonly fee: number
      readonly liquidity: Liquidity
    }
  | { readonly kind: 'request-cancel' }
  | { readonly kind: 'refuse-cancel' }
  | { readonly kind: 'cancel'; readonly reason?: string; readonly code?: OrderEndCode }
  | { readonly kind: 'expire'; readonly reason?: string; readonly code?: OrderEndCode }
  /** No answer in time: the order may or may not be at the venue. */
  | { readonly kind: 'lose' }
  /** The venue was asked and does not know it. */
  | { readonly kind: 'miss' }

export type OrderOutcome = 'applied' | 'duplicate' | 'stale' | 'impossible'

export interface OrderStep {
  readonly order: Order
  readonly outcome: OrderOutcome
}

type Moves = Partial<Record<OrderEvent['kind'], OrderState>>

/** Every legal move but the fills. What is not here cannot happen. */
const moves: Record<OrderState, Moves> = {
  planned: { reserve: 'reserved', cancel: 'cancelled', reject: 'rejected' },
  reserved: { submit: 'submitting', cancel: 'cancelled', reject: 'rejected' },
  submitting: { accept: 'accepted', reject: 'rejected', cancel: 'cancelled', expire: 'expired', lose: 'unknown' },
  accepted: { 'request-cancel': 'cancel-pending', cancel: 'cancelled', expire: 'expired', reject: 'rejected' },
  'partially-filled': { 'request-cancel': 'cancel-pending', cancel: 'cancelled', expire: 'expired' },
  'cancel-pending': { cancel: 'cancelled', expire: 'expired', 'refuse-cancel': 'accepted', lose: 'unknown' },
  unknown: { accept: 'accepted', reject: 'rejected', cancel: 'cancelled', expire: 'expired' },
  filled: {},
  cancelled: {},
  rejected: {},
  expired: {},
}

/** Our own doing: wrong in the wrong state. What the venue says late is only stale. */
const commands: readonly OrderEvent['kind'][] = ['reserve', 'submit', 'request-cancel', 'lose']

/** Negative answers after which an order in doubt counts as never placed. */
const absencesToClose = 2

export const isClosed = (state: OrderState): boolean =>
  state === 'filled' || state === 'cancelled' || state === 'rejected' || state === 'expired'

/** Rounding of fractional quantities, relative to the order. */
const crumb = 1e-12

export const remainingOf = ({ request, filled }: Pick<Order, 'request' | 'filled'>): number => {
  const left = request.quantity - filled
  return left > crumb * request.quantity ? left : 0
}

const fresh = (request: OrderRequest, state: OrderState): Order => ({
  request,
  state,
  filled: 0,
  value: 0,
  fees: 0,
  tradeIds: [],
  absences: 0,
  reason: null,
  code: undefined,
})

export const plannedOrder = (request: OrderRequest): Order => fresh(request, 'planned')

/** What reserving, submitting and accepting make of a planned order, for a venue that answers at once. */
export const acceptedOrder = (request: OrderRequest): Order => fresh(request, 'accepted')

/**
 * The order after one event. Events may come late, twice or in any order: a trade id counts once; a fill counts even
 * after a cancel, because it happened; an illegal event changes nothing and is named by the outcome.
 */
export function applyOrderEvent(order: Order, event: OrderEvent): OrderStep {
  if (event.kind === 'fill') return filledStep(order, event)
  if (event.kind === 'miss') return missedStep(order)
  const to = moves[order.state][event.kind]
  if (to === undefined) return { order, outcome: commands.includes(event.kind) ? 'impossible' : 'stale' }
  const state = to === 'accepted' && order.filled > 0 ? 'partially-filled' : to
  const { request, filled, value, fees, tradeIds } = order
  const reason = ('reason' in event ? event.reason : undefined) ?? order.reason
  const code = ('code' in event ? event.code : undefined) ?? order.code
  return { order: { request, state, filled, value, fees, tradeIds, absences: 0, reason, code }, outcome: 'applied' }
}

function filledStep(order: Order, event: Extract<OrderEvent, { kind: 'fill' }>): OrderStep {
  if (order.tradeIds.includes(event.tradeId)) return { order, outcome: 'duplicate' }
  const { quantity, price } = event
  const sent = order.state !== 'planned' && order.state !== 'reserved'
  const fits = order.filled + quantity <= order.request.quantity * (1 + crumb)
  if (!sent || !(quantity > 0) || !(price > 0) || !fits) return { order, outcome: 'impossible' }
  const filled = order.filled + quantity
  const whole = remainingOf({ request: order.request, filled }) === 0
  const keeps = isClosed(order.state) || order.state === 'cancel-pending'
  return {
    order: {
      request: order.request,
      state: whole ? 'filled' : keeps ? order.state : 'partially-filled',
      filled: whole ? order.request.quantity : filled,
      value: order.value + quantity * price,
      fees: order.fees + event.fee,
      tradeIds: [...order.tradeIds, event.tradeId],
      absences: 0,
      reason: order.reason,
      code: order.code,
    },
    outcome: 'applied',
  }
}

function missedStep(order: Order): OrderStep {
  if (order.state !== 'unknown') return { order, outcome: 'stale' }
  const absences = order.absences + 1
  const closed = absences >= absencesToClose
  return {
    order: {
      ...order,
      absences,
      state: closed ? 'rejected' : 'unknown',
      reason: closed ? 'never reached the venue' : order.reason,
    },
    outcome: 'applied',
  }
}
