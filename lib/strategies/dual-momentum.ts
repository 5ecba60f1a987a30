import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { lag } from '#lib/indicators/parts.ts'
import { after, calendar, calendarWarmup } from './calendar.ts'
import { cellsOf } from './cells.ts'
import { exposure } from './sides.ts'
import { taken } from './taken.ts'
import { figure } from './words.ts'

const params = z.object({
  lookback: z.int().min(2).max(10_000).default(252).describe('Bars over which the return is measured'),
  every: z.int().min(1).max(1_000).default(21).describe('Bars between two looks, about; the calendar says which'),
  refuge: z
    .boolean()
    .default(true)
    .describe('The last symbol is where money goes when the strongest has not beaten it'),
  hurdle: z.number().min(-1).max(1).default(0).describe('Return over the look-back that has to be beaten, 0.02 is 2 %'),
  exposure,
})

/**
 * Dual momentum (Antonacci 2014). Relative: all in the strongest of several symbols. Absolute: only while it has beaten the
 * refuge and the hurdle; else in the refuge, or in cash when there is none or it has lost too.
 */
export const dualMomentum: Strategy<typeof params> = {
  name: 'dual-momentum',
  title: 'Dual momentum, relative and absolute',
  params,
  legs: [2, 50],
  space: { lookback: [63, 126, 200], every: [5, 10, 21] },
  warmup: (p) => calendarWarmup(p.every, p.lookback),
  create(p, context) {
    const legs = context.symbols.length
    const cells = cellsOf('dual-momentum', p, context)
    const past = context.symbols.map(() => lag(cells, p.lookback))
    const due = calendar(cells, p.every, p.lookback)
    const ready = after(cells, calendarWarmup(p.every, p.lookback))
    const momentum = cells.take(legs, Number.NaN)
    // Leg that is held plus one; 0: cash.
    const state = cells.take(1)
    const exits = taken(cells, legs)
    const choose = (): number => {
      const risky = p.refuge ? legs - 1 : legs
      let best = 0
      for (let leg = 1; leg < risky; leg++) if (momentum[leg] > momentum[best]) best = leg
      const safe = p.refuge ? momentum[legs - 1] : Number.NEGATIVE_INFINITY
      if (momentum[best] > Math.max(p.hurdle, safe)) return best + 1
      return p.refuge && safe > 0 ? legs : 0
    }
    return {
      step(market) {
        for (let leg = 0; leg < legs; leg++) if (!(market.close[leg] > 0)) return null
        due.next(market.ts)
        const isReady = ready()
        for (let leg = 0; leg < legs; leg++) momentum[leg] = market.close[leg] / past[leg](market.close[leg]) - 1
        if (Number.isNaN(momentum[0])) return null
        // What is gone may be bought again at the next look, not before.
        if (exits.wasTaken()) state[0] = 0
        if (!isReady || !due.begins) return null
        const chosen = choose()
        if (chosen === state[0]) return null
        const wasFlat = state[0] === 0
        state[0] = chosen
        const weights = context.symbols.map((_, leg) => (leg === chosen - 1 ? p.exposure : 0))
        if (chosen === 0)
          return {
            kind: 'EXIT',
            side: 'flat',
            weights,
            strength: 1,
            reason: `nothing has earned its risk in ${p.lookback} bars`,
          }
        const name = context.symbols[chosen - 1]
        const gain = `${name} ${figure(100 * momentum[chosen - 1], 1)} % in ${p.lookback} bars`
        const isRefuge = p.refuge && chosen === legs
        return {
          kind: wasFlat ? 'ENTER' : 'REBALANCE',
          side: 'long',
          weights,
          strength: isRefuge ? 0.5 : 1,
          reason: isRefuge ? `nothing has beaten ${gain}` : `strongest: ${gain}`,
        }
      },
      onFill: exits.onFill,
      readings: () => Object.fromEntries(context.symbols.map((symbol, leg) => [`momentum ${symbol}`, momentum[leg]])),
      save: cells.keep,
    }
  },
}
