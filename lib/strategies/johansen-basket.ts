import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'
import { deviation, mean } from '#lib/stats/columns.ts'
import { johansen } from '#lib/stats/johansen.ts'
import { after, calendar, calendarWarmup } from './calendar.ts'
import { cellsOf } from './cells.ts'
import { history, logsOf } from './history.ts'
import { decideBasket, ordered, pairRuleFields, positionIn } from './pair-rules.ts'
import { taken } from './taken.ts'

const params = z
  .object({
    window: z.int().min(60).max(10_000).default(250).describe('Bars to which the relation is fitted'),
    refitEvery: z
      .int()
      .min(1)
      .max(10_000)
      .default(20)
      .describe('Bars between two fits, about; the calendar says which'),
    lags: z.int().min(1).max(8).default(1).describe('Lagged differences in the vector autoregression'),
    ...pairRuleFields(2, 0.5, 4, 60),
  })
  .superRefine(ordered)

/**
 * Trades the strongest cointegrating relation of three to six symbols back to its mean, as long as the trace test finds one
 * at 5 % (Johansen 1991). What is held is held by the relation it was entered on; readings are those of the newest.
 */
export const johansenBasket: Strategy<typeof params> = {
  name: 'johansen-basket',
  title: 'Basket of cointegrated symbols',
  params,
  legs: [3, 6],
  space: { window: [90, 125, 180], entry: [1.5, 2, 2.5] },
  warmup: (p) => calendarWarmup(p.refitEvery, p.window),
  create(p, context) {
    const legs = context.symbols.length
    const cells = cellsOf('johansen-basket', p, context)
    const past = history(cells, legs, p.window)
    const due = calendar(cells, p.refitEvery, p.window)
    const ready = after(cells, calendarWarmup(p.refitEvery, p.window))
    // Share of each leg while long, then mean and deviation of the spread; NaN: no relation.
    const relation = cells.take(legs + 2, Number.NaN)
    // The one that what is held was entered on.
    const entered = cells.take(legs + 2, Number.NaN)
    const position = positionIn(cells)
    const exits = taken(cells, legs)
    const last = cells.take(2, Number.NaN)
    const logs = new Float64Array(legs)
    const spreadOf = (at: (leg: number) => number, by = relation) => {
      let sum = 0
      for (let leg = 0; leg < legs; leg++) sum += by[leg] * at(leg)
      return sum
    }
    const scoreOf = (by: Float64Array) => {
      const sd = by[legs + 1]
      return sd > 1e-12 ? (spreadOf((leg) => logs[leg], by) - by[legs]) / sd : Number.NaN
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
        due.next(market.ts)
        if (past.warm() && due.begins) refit()
        past.push(logs)
        last[0] = scoreOf(relation)
        last[1] = spreadOf((leg) => logs[leg])
        if (!ready()) return null
        if (position.side === 'flat') entered.set(relation)
        return decideBasket(p, scoreOf(entered), Array.from(entered.subarray(0, legs)), position)
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
