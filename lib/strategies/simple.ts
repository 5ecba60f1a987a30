import type { z } from 'zod'
import type { Market, Strategy } from '#lib/contracts/strategy.ts'
import type { Memory } from '#lib/indicators/memory.ts'
import { cellsOf } from './cells.ts'
import { steering } from './inner.ts'
import { taken } from './taken.ts'

/** What should be held from the next bar on: a share of equity for each leg, negative for a short. */
export interface Wish {
  readonly weights: readonly number[]
  readonly reason: string
  /** 0 to 1; 1 when it is left out. */
  readonly strength?: number
}

export interface SimpleStrategy<Params extends z.ZodType, State>
  extends Pick<Strategy<Params>, 'name' | 'title' | 'params' | 'legs' | 'space' | 'warmup'> {
  /** Smallest sum of changes of the weights that is worth a trade. */
  readonly band?: number
  /** Once, before the first bar: takes what has to be remembered from `memory`, which is saved and put back by itself. */
  init(params: z.output<Params>, memory: Memory, symbols: readonly string[]): State
  /** At every close: what should be held now. Null while it cannot be said, or to leave things as they are. */
  next(state: State, market: Market, params: z.output<Params>): Wish | null
}

/**
 * A strategy of two methods. It says what it wants to hold; what that means in entries, exits and rebalancing, what is kept
 * over a restart, and what happens after a position was taken away follows by itself: such a position is not asked for again
 * before the wish has changed its sides.
 */
export function simpleStrategy<Params extends z.ZodType, State>(
  simple: SimpleStrategy<Params, State>,
): Strategy<Params> {
  const { name, title, params, legs, space, warmup, band = 0 } = simple
  return {
    name,
    title,
    params,
    legs,
    space,
    warmup,
    create(p, context) {
      const count = context.symbols.length
      const cells = cellsOf(name, p, context)
      const state = simple.init(p, cells, context.symbols)
      const hold = steering(cells, count, band)
      const exits = taken(cells, count)
      const wanted = cells.take(count)
      // Sides that were taken away; all zero: none.
      const lost = cells.take(count)
      return {
        step(market) {
          const wish = simple.next(state, market, p)
          if (exits.wasTaken()) {
            hold.drop()
            for (let leg = 0; leg < count; leg++) lost[leg] = Math.sign(wanted[leg])
          }
          if (wish === null) return null
          wanted.set(wish.weights)
          if (lost.some((side) => side !== 0)) {
            if (lost.every((side, leg) => side === Math.sign(wanted[leg]))) return null
            lost.fill(0)
          }
          return hold.towards(wanted, wish.strength ?? 1, wish.reason)
        },
        onFill: exits.onFill,
        readings: () => Object.fromEntries(context.symbols.map((symbol, leg) => [`weight ${symbol}`, wanted[leg]])),
        save: cells.keep,
      }
    },
  }
}
