import type { z } from 'zod'
import type {
  Decision,
  Market,
  OrderWish,
  SignalKind,
  Strategy,
  StrategyFill,
  StrategyOrderEvent,
} from '#lib/contracts/strategy.ts'
import type { Memory } from '#lib/indicators/memory.ts'
import { cellsOf } from './cells.ts'

/** What the fills so far come to. The arrays are reused: copy what you keep. */
export interface Holding {
  /** Units of each leg; negative for a short. */
  readonly quantity: Float64Array
  /** Mean price of what is held; NaN while a leg is flat. */
  readonly price: Float64Array
  /** Bars since the position was opened, this one included; 0 while flat. */
  readonly bars: number
  readonly isFlat: boolean
}

/** Every order that should lie at the venue from now on. */
export interface Ask {
  readonly orders: readonly OrderWish[]
  readonly reason: string
  /** 0 to 1; 1 when it is left out. */
  readonly strength?: number
}

export interface OrderStrategy<Params extends z.ZodType, State>
  extends Pick<Strategy<Params>, 'name' | 'title' | 'params' | 'legs' | 'space' | 'warmup'> {
  /** Once, before the first bar: takes what has to be remembered from `memory`, which is saved and put back by itself. */
  init(params: z.output<Params>, memory: Memory, symbols: readonly string[]): State
  /** At every close: the orders that should be there, by what is held. Null: leave them as they are. */
  next(state: State, market: Market, params: z.output<Params>, holding: Holding): Ask | null
  /** Told of every fill, after `holding` has been, for what a strategy keeps by tag. */
  filled?(state: State, fill: StrategyFill): void
  /** Told what became of each order: refused and why, expired, cancelled, filled in part or whole. */
  heard?(state: State, event: StrategyOrderEvent): void
  /** Named values after the last bar; without it mean price and bars of what is held. */
  readings?(state: State): Readonly<Record<string, number>>
}

/** Fills as a position: quantity, mean price and age, in cells. */
export function holdingIn(memory: Memory, legs: number): Holding & { fill(fill: StrategyFill): void; bar(): void } {
  const quantity = memory.take(legs)
  const price = memory.take(legs, Number.NaN)
  const age = memory.take(1)
  const isFlat = () => {
    for (let leg = 0; leg < legs; leg++) if (quantity[leg] !== 0) return false
    return true
  }
  return {
    quantity,
    price,
    get bars() {
      return age[0]
    },
    get isFlat() {
      return isFlat()
    },
    fill({ leg, quantity: change, price: paid, held }) {
      const before = quantity[leg]
      quantity[leg] = held
      if (held === 0) price[leg] = Number.NaN
      else if (before === 0 || before * held < 0) price[leg] = paid
      // What adds to a position moves its mean price, what reduces it does not.
      else if (Math.abs(held) > Math.abs(before)) price[leg] = (price[leg] * before + paid * change) / (before + change)
      if (isFlat()) age[0] = 0
      // It was opened in a bar that has yet to be shown.
      else if (age[0] === 0) age[0] = -1
    },
    bar() {
      if (!isFlat()) age[0] = age[0] < 0 ? 1 : age[0] + 1
    },
  }
}

const isOpening = ({ reduceOnly, quantity }: OrderWish): boolean => reduceOnly !== true && quantity !== 'held'

/** Orders as a decision: where they lead, and how much they would put in. */
export function decisionOf({ orders, reason, strength = 1 }: Ask, holding: Pick<Holding, 'quantity'>): Decision {
  const { quantity: held } = holding
  const weights = new Array<number>(held.length).fill(0)
  let first = 0
  for (let leg = held.length - 1; leg >= 0; leg--) if (held[leg] !== 0) first = held[leg]
  let opening: OrderWish | undefined
  for (let i = 0; i < orders.length && !opening; i++) if (isOpening(orders[i])) opening = orders[i]
  const sign = Math.sign(first) || (opening === undefined ? 0 : opening.side === 'buy' ? 1 : -1)
  // What only reduces leads out; nothing at all leaves things as they are.
  const leads = opening !== undefined || (orders.length === 0 && first !== 0) ? sign : 0
  if (leads !== 0)
    for (const wish of orders) {
      const { leg, side, size = 0 } = wish
      if (isOpening(wish) && (weights.length > 1 || (side === 'buy') === leads > 0))
        weights[leg] += side === 'buy' ? size : -size
    }
  const kind: SignalKind = leads === 0 ? 'EXIT' : first === 0 ? 'ENTER' : 'REBALANCE'
  const side = leads === 0 ? 'flat' : leads > 0 ? 'long' : 'short'
  return { kind, side, weights, strength, reason, orders }
}

/**
 * A strategy of two methods that says which orders it wants at the venue, by what it holds. What it holds follows from its
 * fills, whoever gave rise to them; it is kept over a restart.
 */
export function orderStrategy<Params extends z.ZodType, State>(own: OrderStrategy<Params, State>): Strategy<Params> {
  const { name, title, params, legs, space, warmup } = own
  return {
    name,
    title,
    params,
    legs,
    space,
    warmup,
    places: () => true,
    create(p, context) {
      const cells = cellsOf(name, p, context)
      const state = own.init(p, cells, context.symbols)
      const holding = holdingIn(cells, context.symbols.length)
      return {
        step(market) {
          holding.bar()
          const ask = own.next(state, market, p, holding)
          return ask && decisionOf(ask, holding)
        },
        onFill(fill) {
          holding.fill(fill)
          own.filled?.(state, fill)
        },
        ...(own.heard && { onOrder: (event) => own.heard?.(state, event) }),
        readings: () => own.readings?.(state) ?? { price: holding.price[0], bars: holding.bars },
        save: cells.keep,
      }
    },
  }
}
