import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { rollingExtreme } from '#lib/indicators/extremes.ts'
import { cellsOf } from './cells.ts'
import { direction, enter, exposure, leave } from './sides.ts'
import { taken } from './taken.ts'
import { figure } from './words.ts'

const params = z.object({
  entry: z.int().min(2).max(10_000).default(20).describe('Bars whose highest high must be broken'),
  exit: z.int().min(2).max(10_000).default(10).describe('Bars whose lowest low ends a long position'),
  direction: direction('long'),
  exposure,
})

/** Goes with a close beyond the channel of the bars before it, and out beyond the narrower channel (Donchian; Turtle rules). */
export const donchianBreakout: Strategy<typeof params> = {
  name: 'donchian-breakout',
  title: 'Breakout of the Donchian channel',
  params,
  legs: [1, 1],
  space: { entry: [20, 40, 55], exit: [10, 15, 20] },
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
    return {
      step(market) {
        const close = market.close[0]
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
      onFill: exits.onFill,
      readings: () => ({ high: last[0], low: last[1] }),
      save: cells.keep,
    }
  },
}
