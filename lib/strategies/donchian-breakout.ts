import { z } from 'zod'
import type { Decision, OrderWish, Strategy } from '#lib/contracts/strategy.ts'
import { rollingExtreme } from '#lib/indicators/extremes.ts'
import { cellsOf } from './cells.ts'
import { decisionOf, holdingIn } from './ordering.ts'
import { direction, enter, exposure, leave } from './sides.ts'
import { taken } from './taken.ts'
import { figure } from './words.ts'

const params = z.object({
  entry: z.int().min(2).max(10_000).default(20).describe('Bars whose highest high must be broken'),
  exit: z.int().min(2).max(10_000).default(10).describe('Bars whose lowest low ends a long position'),
  trigger: z
    .enum(['close', 'stop'])
    .default('close')
    .describe('Decide by the close and trade at the next open, or let stop orders rest at the channel'),
  direction: direction('long'),
  exposure,
})

/**
 * Goes with a close beyond the channel of the bars before it, and out beyond the narrower channel (Donchian; Turtle rules);
 * or with stop orders that rest at both channels, as the Turtles traded it.
 */
export const donchianBreakout: Strategy<typeof params> = {
  name: 'donchian-breakout',
  title: 'Breakout of the Donchian channel',
  params,
  legs: [1, 1],
  space: { entry: [20, 40, 55], exit: [10, 15, 20] },
  places: (p) => p.trigger === 'stop',
  warmup: (p) => Math.max(p.entry, p.exit),
  create(p, context) {
    const cells = cellsOf('donchian-breakout', p, context)
    const top = rollingExtreme(cells, p.entry, 1)
    const bottom = rollingExtreme(cells, p.entry, -1)
    const roof = rollingExtreme(cells, p.exit, 1)
    const floor = rollingExtreme(cells, p.exit, -1)
    const side = cells.take(1)
    const exits = taken(cells, 1)
    const last = cells.take(2, Number.NaN)
    const holding = p.trigger === 'stop' ? holdingIn(cells, 1) : null

    /** Stops at the channel to get in, at the narrower one to get out; the channel counts this bar too, it has closed. */
    const rest = (held: NonNullable<typeof holding>): Decision => {
      const [high, low] = [top.value(), bottom.value()]
      const position = held.quantity[0]
      const stop = { leg: 0, type: 'stop' } as const
      const orders: OrderWish[] = []
      if (position <= 0 && (p.direction === 'both' || position === 0))
        orders.push({
          ...stop,
          tag: 'long',
          side: 'buy',
          size: p.exposure,
          stop: high,
          reason: `${figure(high)} broken, high of ${p.entry} bars`,
        })
      if (p.direction === 'both' && position >= 0)
        orders.push({
          ...stop,
          tag: 'short',
          side: 'sell',
          size: p.exposure,
          stop: low,
          reason: `${figure(low)} broken, low of ${p.entry} bars`,
        })
      if (position !== 0) {
        // Where one stop turns the position round, it is left there at the latest.
        const turns = p.direction === 'both'
        const [at, words] =
          position > 0
            ? [turns ? Math.max(floor.value(), low) : floor.value(), 'low']
            : [turns ? Math.min(roof.value(), high) : roof.value(), 'high']
        orders.push({
          ...stop,
          tag: 'out',
          side: position > 0 ? 'sell' : 'buy',
          quantity: 'held',
          stop: at,
          reason: `${figure(at)} broken, ${words} of ${p.exit} bars`,
        })
      }
      return decisionOf({ orders, reason: `channel ${figure(low)} to ${figure(high)}` }, held)
    }

    return {
      step(market) {
        const close = market.close[0]
        holding?.bar()
        if (exits.wasTaken()) side[0] = 0
        if (!(close > 0)) return null
        const warm = top.warm() && roof.warm()
        const [high, low] = [top.value(), bottom.value()]
        const [above, below] = [roof.value(), floor.value()]
        const barHigh = market.high[0] > 0 ? market.high[0] : close
        const barLow = market.low[0] > 0 ? market.low[0] : close
        top.push(barHigh)
        bottom.push(barLow)
        roof.push(barHigh)
        floor.push(barLow)
        if (!warm) return null
        last[0] = high
        last[1] = low
        if (holding) return rest(holding)
        if (close > high && side[0] <= 0) {
          side[0] = 1
          return enter(1, p.exposure, 1, `close ${figure(close)} above ${figure(high)}, high of ${p.entry} bars`)
        }
        if (p.direction === 'both' && close < low && side[0] >= 0) {
          side[0] = -1
          return enter(-1, p.exposure, 1, `close ${figure(close)} below ${figure(low)}, low of ${p.entry} bars`)
        }
        if (side[0] > 0 && close < below) {
          side[0] = 0
          return leave('EXIT', 1, `close ${figure(close)} below ${figure(below)}, low of ${p.exit} bars`)
        }
        if (side[0] < 0 && close > above) {
          side[0] = 0
          return leave('EXIT', 1, `close ${figure(close)} above ${figure(above)}, high of ${p.exit} bars`)
        }
        return null
      },
      onFill(fill) {
        exits.onFill(fill)
        holding?.fill(fill)
      },
      readings: () => ({ high: last[0], low: last[1] }),
      save: cells.keep,
    }
  },
}
