import { z } from 'zod'
import { rollingExtreme } from '#lib/indicators/extremes.ts'
import { orderStrategy } from '#lib/strategies/ordering.ts'

export const rangeBreakout = orderStrategy({
  name: 'range-breakout',
  title: 'Stops on both sides of a range',
  params: z.object({
    bars: z.int().min(2).max(1_000).default(20).describe('Bars of the range'),
    patience: z.int().min(1).max(1_000).default(10).describe('Bars after which a breakout is left'),
    share: z.number().gt(0).max(1).default(1).describe('Share of equity that is put in'),
  }),
  legs: [1, 1],
  space: { bars: [10, 20, 40], patience: [5, 10, 20] },
  warmup: (p) => p.bars - 1,
  init: (p, memory) => ({
    top: rollingExtreme(memory, p.bars, 1),
    bottom: rollingExtreme(memory, p.bars, -1),
    // What of the share asked for is within the leverage allowed.
    part: memory.take(1, 1),
  }),
  next({ top, bottom, part }, market, p, holding) {
    const close = market.close[0]
    top.push(market.high[0] > 0 ? market.high[0] : close)
    bottom.push(market.low[0] > 0 ? market.low[0] : close)
    if (!top.warm()) return null
    const [high, low] = [top.value(), bottom.value()]
    const reason = `range ${low.toFixed(2)} to ${high.toFixed(2)}`
    if (holding.isFlat) {
      const entry = { leg: 0, type: 'stop', oco: 'breakout', size: p.share * part[0] } as const
      const middle = (high + low) / 2
      const orders = [
        { ...entry, tag: 'up', side: 'buy', stop: high, protect: { stop: middle } } as const,
        { ...entry, tag: 'down', side: 'sell', stop: low, protect: { stop: middle } } as const,
      ]
      return { orders, reason }
    }
    if (holding.bars < p.patience) return { orders: [], reason }
    const side = holding.quantity[0] > 0 ? 'sell' : 'buy'
    return { orders: [{ tag: 'out', leg: 0, side, type: 'market', quantity: 'held' }], reason: `${p.patience} bars` }
  },
  heard({ part }, { kind, code }) {
    if (code === 'leverage') part[0] /= 2
    if (kind === 'filled') part[0] = 1
  },
})
