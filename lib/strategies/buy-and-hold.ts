import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'

const params = z.object({
  exposure: z.number().gt(0).max(1).default(1).describe('Share of equity that is invested'),
})

/** Buys every symbol in equal parts at the first chance and never sells: the yardstick for everything else. */
export const buyAndHold: Strategy<typeof params> = {
  name: 'buy-and-hold',
  title: 'Buy and hold',
  params,
  legs: [1, 50],
  space: { exposure: [0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1] },
  warmup: () => 0,
  create(p, context) {
    let bought = z.object({ bought: z.boolean() }).safeParse(context.saved).data?.bought ?? false
    const count = context.symbols.length
    return {
      step(market) {
        if (bought || !market.close.every((price) => Number.isFinite(price))) return null
        bought = true
        const weights = context.symbols.map(() => p.exposure / count)
        const reason = count === 1 ? `first bar of ${context.symbols[0]}` : `first common bar of ${count} symbols`
        return { kind: 'ENTER', side: 'long', weights, strength: 1, reason }
      },
      readings: () => ({}),
      save: () => ({ bought }),
    }
  },
}
