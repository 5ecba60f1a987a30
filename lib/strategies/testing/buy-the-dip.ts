import { z } from 'zod'
import { rollingMean } from '#lib/indicators/parts.ts'
import { orderStrategy } from '#lib/strategies/ordering.ts'

export const buyTheDip = orderStrategy({
  name: 'buy-the-dip',
  title: 'Limit below the mean',
  params: z.object({
    bars: z.int().min(2).max(1_000).default(50).describe('Bars of the mean'),
    dip: z.number().gt(0).lt(0.5).default(0.02).describe('How far below the mean the limit lies'),
    patience: z.int().min(1).max(1_000).default(20).describe('Bars to wait for the mean before selling at the market'),
    share: z.number().gt(0).max(1).default(1).describe('Share of equity that is put in'),
  }),
  legs: [1, 1],
  space: { bars: [20, 35, 50, 100], dip: [0.01, 0.02, 0.04] },
  warmup: (p) => p.bars - 1,
  init: (p, memory) => rollingMean(memory, p.bars),
  next(meanOf, market, p, holding) {
    const mean = meanOf(market.close[0])
    if (Number.isNaN(mean)) return null
    const words = `mean ${mean.toFixed(2)}`
    if (holding.isFlat) {
      const limit = mean * (1 - p.dip)
      const protect = { stop: mean * (1 - 3 * p.dip) }
      return {
        reason: `${words}, waiting below it`,
        orders: [{ tag: 'dip', leg: 0, side: 'buy', type: 'limit', limit, size: p.share, postOnly: true, protect }],
      }
    }
    const exit = { tag: 'exit', leg: 0, side: 'sell', quantity: 'held' } as const
    return holding.bars < p.patience
      ? { reason: `${words}, waiting at it`, orders: [{ ...exit, type: 'limit', limit: mean }] }
      : { reason: `held ${holding.bars} bars`, orders: [{ ...exit, type: 'market' }] }
  },
})
