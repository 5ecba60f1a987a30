import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'
import { deviation, mean } from '#lib/stats/columns.ts'
import { johansen } from '#lib/stats/johansen.ts'
import { cellsOf } from './cells.ts'
import { every, history, logsOf } from './history.ts'
import { decideBasket, ordered, pairRuleFields, positionIn } from './pair-rules.ts'
import { taken } from './taken.ts'

const params = z
  .object({
    window: z.int().min(60).max(10_000).default(250).describe('Bars to which the relation is fitted'),
    refitEvery: z.int().min(1).max(10_000).default(20).describe('Bars between two fits, while flat'),
    lags: z.int().min(1).max(8).default(1).describe('Lagged differences in the vector autoregression'),
    ...pairRuleFields(2, 0.5, 4, 60),
  })
  .superRefine(ordered)

/**
 * Trades the strongest cointegrating relation of three to six symbols back to its mean, as long as the trace test finds one
 * at 5 % (Johansen 1991). What is held is held by the relation it was entered on: no fit while in a position.
 */
export const johansenBasket: Strategy<typeof params> = {
  name: 'johansen-basket',
  title: 'Basket of cointegrated symbols',
  params,
  legs: [3, 6],
  space: { window: [125, 250, 500], entry: [1.5, 2, 2.5] },
  warmup: (p) => p.window,
  create(p, context) {
    const legs = context.symbols.length
    const cells = cellsOf('johansen-basket', p, context)
    const past = history(cells, legs, p.window)
    const due = every(cells, p.refitEvery)
    // Share of each leg while long, then mean and deviation of the spread; NaN: no relation.
    const relation = cells.take(legs + 2, Number.NaN)
    const position = positionIn(cells)
    const exits = taken(cells, legs)
    const last = cells.take(2, Number.NaN)
    const logs = new Float64Array(legs)
    const spreadOf = (at: (leg: number) => number) => {
      let sum = 0
      for (let leg = 0; leg < legs; leg++) sum += relation[leg] * at(leg)
      return sum
    }

    const refit = () => {
      relation.fill(Number.NaN)
      const columns = past.columns()
      const vector = strongest(columns, p.lags)
      if (!vector) return
      relation.set(vector)
      const spread = columns[0].map((_, t) => spreadOf((leg) => columns[leg][t]))
      relation[legs] = mean(spread)
      relation[legs + 1] = deviation(spread)
    }
    return {
      step(market) {
        if (!logsOf(market.close, logs)) return null
        if (exits.wasTaken()) position.drop()
        const warm = past.warm()
        if (warm && due() && position.side === 'flat') refit()
        past.push(logs)
        if (!warm) return null
        const spread = spreadOf((leg) => logs[leg])
        const sd = relation[legs + 1]
        last[0] = sd > 1e-12 ? (spread - relation[legs]) / sd : Number.NaN
        last[1] = spread
        return decideBasket(p, last[0], Array.from(relation.subarray(0, legs)), position)
      },
      onFill: exits.onFill,
      readings: () => ({
        z: last[0],
        spread: last[1],
        mean: relation[legs],
        sd: relation[legs + 1],
        ...Object.fromEntries(context.symbols.map((symbol, leg) => [`weight ${symbol}`, relation[leg]])),
      }),
      save: cells.keep,
    }
  },
}

/** The strongest vector with gross weight 1 and its largest entry positive; null where the test finds no relation. */
function strongest(columns: readonly Float64Array[], lags: number): Float64Array | null {
  try {
    const { rank, vectors } = johansen(columns, 0, lags)
    if (rank === 0) return null
    const [vector] = vectors
    let gross = 0
    let top = 0
    for (const value of vector) {
      gross += Math.abs(value)
      if (Math.abs(value) > Math.abs(top)) top = value
    }
    return vector.map((value) => (value / gross) * Math.sign(top))
  } catch (error) {
    // Legs that are copies of each other, or stand still, have no relation to trade.
    if (error instanceof Fault) return null
    throw error
  }
}
