import type {
  OrderEndCode,
  OrderEventKind,
  OrderWish,
  StrategyOrderEvent,
  StrategyRun,
} from '#lib/contracts/strategy.ts'
import { exitKindOf } from './brackets.ts'
import { type Order, remainingOf } from './order.ts'

/** Whose an order is. */
interface Owner {
  readonly tag: string
  readonly exit: 'target' | 'stop' | null
}

/** What becomes of orders, on its way to the strategy. */
export interface News {
  /** What happens until `release` is told then, in its order: what a fill brings about comes after the fill. */
  hold(): void
  release(): void
  /** An order after a fill, which may come after its end. @param ts open time of the bar */
  filled(order: Order, leg: number, owner: Owner | null, ts: number): void
  /** An order that ended otherwise than by filling. */
  ended(order: Order, leg: number, owner: Owner | null, ts: number): void
  /** An order that was not even sent. */
  unsent(wish: OrderWish, quantity: number, code: OrderEndCode, reason: string, ts: number): void
}

const endOf = ({ state }: Order): OrderEventKind => (state === 'cancelled' || state === 'expired' ? state : 'refused')

/** @returns null for a strategy that does not ask for news */
export function newsFor(run: StrategyRun): News | null {
  if (!run.onOrder) return null
  const held: StrategyOrderEvent[] = []
  let holding = 0
  const tell = (event: StrategyOrderEvent) => {
    if (holding > 0) held.push(event)
    else run.onOrder?.(event)
  }
  const about = ({ request, filled, value }: Order, leg: number, owner: Owner | null) => ({
    leg,
    side: request.side,
    ...(owner ? { tag: owner.tag } : {}),
    exit: owner ? owner.exit : exitKindOf(request.clientId),
    quantity: request.quantity,
    filled,
    remaining: remainingOf({ request, filled }),
    price: filled > 0 ? value / filled : null,
  })
  return {
    hold() {
      holding++
    },
    release() {
      if (--holding > 0) return
      for (const event of held.splice(0)) run.onOrder?.(event)
    },
    filled(order, leg, owner, ts) {
      const kind = order.state === 'filled' ? 'filled' : 'partially-filled'
      tell({ kind, ...about(order, leg, owner), code: null, reason: null, ts })
    },
    ended(order, leg, owner, ts) {
      const kind = endOf(order)
      // Of a real venue only its words are known.
      const code = order.code ?? (kind === 'expired' ? 'time' : 'venue')
      tell({ kind, ...about(order, leg, owner), code, reason: order.reason, ts })
    },
    unsent({ leg, side, tag }, quantity, code, reason, ts) {
      const amounts = { quantity, filled: 0, remaining: quantity, price: null }
      tell({ kind: 'refused', leg, side, tag, exit: null, ...amounts, code, reason, ts })
    },
  }
}
