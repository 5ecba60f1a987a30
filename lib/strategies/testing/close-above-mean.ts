import { z } from 'zod'
import { rollingMean } from '#lib/indicators/parts.ts'
import { simpleStrategy } from '#lib/strategies/simple.ts'

export const closeAboveMean = simpleStrategy({
  name: 'close-above-mean',
  title: 'Close above its mean',
  params: z.object({
    bars: z.int().min(2).max(1_000).default(50).describe('Bars of the mean'),
    share: z.number().gt(0).max(1).default(1).describe('Share of equity that is put in'),
  }),
  legs: [1, 1],
  space: { bars: [20, 35, 50, 100], share: [0.5, 1] },
  warmup: (p) => p.bars - 1,
  init: (p, memory) => rollingMean(memory, p.bars),
  next(meanOf, market, p) {
    const close = market.close[0]
    const mean = meanOf(close)
    if (Number.isNaN(mean)) return null
    const above = close > mean
    return {
      weights: [above ? p.share : 0],
      reason: `close ${close.toFixed(2)} ${above ? 'above' : 'below'} its mean ${mean.toFixed(2)}`,
    }
  },
})
