import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { distancePairs } from '#lib/stats/distance.ts'
import { after, calendar, calendarWarmup } from './calendar.ts'
import { cellsOf } from './cells.ts'
import { history } from './history.ts'
import { decideBasket, ordered, pairRuleFields, positionIn } from './pair-rules.ts'
import { taken } from './taken.ts'

const params = z
  .object({
    formation: z.int().min(30).max(10_000).default(250).describe('Bars that give the bands'),
    trading: z
      .int()
      .min(5)
      .max(10_000)
      .default(125)
      .describe('Bars they are traded, about, before the calendar has them formed anew'),
    ...pairRuleFields(2, 0, 8, 0),
  })
  .superRefine(ordered)

/** First prices of the formation, deviation of the paths in it. */
const [firstY, firstX, spreadSd] = [0, 1, 2]

/**
 * Distance method (Gatev, Goetzmann & Rouwenhorst 2006): both prices over their first of the formation; in equal parts
 * against each other when the paths are `entry` deviations of the formation apart, out when they meet again, and out at
 * the end of the trading period in any case.
 */
export const distancePair: Strategy<typeof params> = {
  name: 'distance-pairs',
  title: 'Pair, distance of normalised prices',
  params,
  legs: [2, 2],
  space: { formation: [60, 90, 120], trading: [30, 60], entry: [1.5, 2, 2.5] },
  warmup: (p) => calendarWarmup(p.trading, p.formation),
  create(p, context) {
    const cells = cellsOf('distance-pairs', p, context)
    const past = history(cells, 2, p.formation)
    const due = calendar(cells, p.trading, p.formation)
    const ready = after(cells, calendarWarmup(p.trading, p.formation))
    const bands = cells.take(3, Number.NaN)
    const position = positionIn(cells)
    const exits = taken(cells, 2)
    const last = cells.take(2, Number.NaN)
    const form = () => {
      const [pair] = distancePairs(past.columns(), 1)
      bands[firstY] = past.get(0, 0)
      bands[firstX] = past.get(1, 0)
      bands[spreadSd] = pair.spreadSd
      position.locked = 'flat'
      last[1] = Number.NaN
    }
    return {
      step(market) {
        const [y, x] = market.close
        if (!(y > 0 && x > 0)) return null
        if (exits.wasTaken()) position.drop()
        due.next(market.ts)
        const isReady = ready()
        const over = past.warm() && due.begins
        if (over) form()
        past.push(market.close)
        const spread = y / bands[firstY] - x / bands[firstX]
        last[0] = bands[spreadSd] > 1e-12 ? spread / bands[spreadSd] : Number.NaN
        // After a stop the paths have to meet before the next try.
        if (last[1] * spread < 0) position.locked = 'flat'
        last[1] = spread
        if (!isReady) return null
        if (over && position.side !== 'flat') {
          Object.assign(position, { side: 'flat', held: 0 })
          return {
            kind: 'STOP',
            side: 'flat',
            weights: [0, 0],
            strength: 1,
            reason: 'the time of trading is over',
          }
        }
        return decideBasket(p, last[0], [0.5, -0.5], position)
      },
      onFill: exits.onFill,
      readings: () => ({ z: last[0], spread: last[1], sd: bands[spreadSd] }),
      save: cells.keep,
    }
  },
}
