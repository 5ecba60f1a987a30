import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { lag, rollingSum } from '#lib/indicators/parts.ts'
import { cellsOf } from './cells.ts'
import { taken } from './taken.ts'
import { figure } from './words.ts'

const params = z.object({
  target: z.number().gt(0).max(5).default(0.15).describe('Volatility a year that is aimed at, 0.15 is 15 %'),
  window: z.int().min(5).max(10_000).default(40).describe('Bars over which it is measured'),
  barsPerYear: z
    .number()
    .gt(0)
    .max(1e8)
    .default(252)
    .describe('For annualising: 252 for days, 365 for markets that never close'),
  band: z.number().min(0).max(1).default(0.1).describe('Trade only when the share is off by this part of it'),
  most: z.number().gt(0).max(1).default(1).describe('Largest share of equity that is put in'),
})

/** Holds more when the market is calm and less when it is wild, in equal parts (Moreira & Muir 2017). */
export const volatilityTarget: Strategy<typeof params> = {
  name: 'volatility-target',
  title: 'Volatility target',
  params,
  legs: [1, 50],
  space: { window: [20, 40, 60], target: [0.1, 0.15, 0.2] },
  // It moves only when it is off by the band.
  held: ['share'],
  warmup: (p) => p.window,
  create(p, context) {
    const count = context.symbols.length
    const cells = cellsOf('volatility-target', p, context)
    const before = context.symbols.map(() => lag(cells, 1))
    const squares = rollingSum(cells, p.window)
    // Share that is held, the last volatility, and bars to wait after everything was taken away.
    const state = cells.take(3)
    const exits = taken(cells, count)
    return {
      step(market) {
        for (let leg = 0; leg < count; leg++) if (!(market.close[leg] > 0)) return null
        let basket = 0
        for (let leg = 0; leg < count; leg++) basket += (market.close[leg] / before[leg](market.close[leg]) - 1) / count
        // The mean of daily returns is small against their deviation: taken as zero, the measure is steadier.
        const volatility = Math.sqrt((squares(basket * basket) / p.window) * p.barsPerYear)
        if (Number.isNaN(volatility)) return null
        state[1] = volatility
        if (exits.wasTaken()) {
          state[0] = 0
          state[2] = p.window
        }
        if (state[2] > 0) {
          state[2]--
          return null
        }
        const share = volatility > 0 ? Math.min(p.most, p.target / volatility) : p.most
        const first = state[0] === 0
        if (!first && Math.abs(share / state[0] - 1) <= p.band) return null
        state[0] = share
        const weights = context.symbols.map(() => share / count)
        const reason = `volatility ${figure(100 * volatility, 1)} % a year, target ${figure(100 * p.target, 1)} %`
        return { kind: first ? 'ENTER' : 'REBALANCE', side: 'long', weights, strength: Math.min(1, share), reason }
      },
      onFill: exits.onFill,
      readings: () => ({ volatility: state[0] === 0 ? Number.NaN : state[1], share: state[0] }),
      save: cells.keep,
    }
  },
}
