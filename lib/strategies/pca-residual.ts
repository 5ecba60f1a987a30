import { z } from 'zod'
import type { Strategy } from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'
import { type ResidualScore, residualScores } from '#lib/stats/pca.ts'
import { after, calendar, calendarWarmup } from './calendar.ts'
import { cellsOf } from './cells.ts'
import { history } from './history.ts'
import { exposure } from './sides.ts'
import { taken } from './taken.ts'

const params = z
  .object({
    window: z.int().min(20).max(2_000).default(60).describe('Bars of returns that give factors and residuals'),
    factors: z.int().min(1).max(20).default(1).describe('Principal components that are taken out'),
    refitEvery: z
      .int()
      .min(1)
      .max(1_000)
      .default(5)
      .describe('Bars between two fits, about; the calendar says which, and nothing is decided between them'),
    entry: z.number().gt(0).max(20).default(1.25).describe('Enter a leg when its |s| reaches this'),
    exit: z.number().min(0).max(20).default(0.5).describe('Leave it when |s| has come back to this'),
    stop: z.number().gt(0).max(50).default(4).describe('Leave it when s has gone this far against it'),
    exposure,
  })
  .refine((p) => p.exit < p.entry, { path: ['exit'], message: 'exit must be below entry' })
  .refine((p) => p.stop > p.entry, { path: ['stop'], message: 'stop must be above entry' })

/**
 * Statistical arbitrage against principal components (Avellaneda & Lee 2010): each symbol's returns less what the leading
 * components explain, summed up, are a process that returns; bought below its mean, sold above. The whole is kept neutral in
 * money by the mean of all legs.
 */
export const pcaResidual: Strategy<typeof params> = {
  name: 'pca-residual',
  title: 'Residuals of principal components',
  params,
  legs: [3, 50],
  space: { window: [40, 60, 90], entry: [1, 1.25, 1.5] },
  warmup: (p) => calendarWarmup(p.refitEvery, p.window + 1),
  create(p, context) {
    const legs = context.symbols.length
    const cells = cellsOf('pca-residual', p, context)
    const past = history(cells, legs, p.window)
    const due = calendar(cells, p.refitEvery, p.window + 1)
    const ready = after(cells, calendarWarmup(p.refitEvery, p.window + 1))
    const before = cells.take(legs, Number.NaN)
    const sides = cells.take(legs)
    const scores = cells.take(legs, Number.NaN)
    const exits = taken(cells, legs)
    const change = new Float64Array(legs)
    const factors = Math.min(p.factors, legs - 1)

    const read = (): boolean => {
      const found = scoresOf(past.columns(), factors)
      for (let leg = 0; leg < legs; leg++) {
        const one = found?.[leg]
        scores[leg] = one?.tradable && one.score !== null ? one.score : Number.NaN
      }
      return found !== null
    }
    /** New side of each leg; true when one has changed. */
    const judge = (): boolean => {
      let changed = false
      for (let leg = 0; leg < legs; leg++) {
        const s = scores[leg]
        const side = sides[leg]
        const gain = side * s
        const next = Number.isNaN(s)
          ? 0
          : side === 0
            ? Math.abs(s) >= p.entry && Math.abs(s) < p.stop
              ? -Math.sign(s)
              : 0
            : gain >= -p.exit || gain <= -p.stop
              ? 0
              : side
        if (next !== side) changed = true
        sides[leg] = next
      }
      return changed
    }
    return {
      step(market) {
        for (let leg = 0; leg < legs; leg++) if (!(market.close[leg] > 0)) return null
        const first = Number.isNaN(before[0])
        for (let leg = 0; leg < legs; leg++) {
          change[leg] = market.close[leg] / before[leg] - 1
          before[leg] = market.close[leg]
        }
        due.next(market.ts)
        const isReady = ready()
        if (first) return null
        past.push(change)
        if (exits.wasTaken()) sides.fill(0)
        if (!past.warm() || !due.begins || !read() || !isReady) return null
        const wasFlat = sides.every((side) => side === 0)
        if (!judge()) return null
        const mean = sides.reduce((sum, side) => sum + side, 0) / legs
        const tilted = Array.from(sides, (side) => side - mean)
        const gross = tilted.reduce((sum, weight) => sum + Math.abs(weight), 0)
        const names = (sign: number) => context.symbols.filter((_, leg) => sides[leg] === sign).join(' ') || 'none'
        // All of one opinion is no opinion: what is left after the mean is nothing.
        if (!(gross > 1e-9) || sides.every((side) => side === 0)) {
          if (wasFlat) return null
          const weights = tilted.map(() => 0)
          return { kind: 'EXIT', side: 'flat', weights, strength: 1, reason: 'all residuals have come back' }
        }
        return {
          kind: wasFlat ? 'ENTER' : 'REBALANCE',
          side: sides[sides.findIndex((side) => side !== 0)] > 0 ? 'long' : 'short',
          weights: tilted.map((weight) => (weight / gross) * p.exposure),
          strength: Math.min(1, sides.filter((side) => side !== 0).length / legs),
          reason: `residuals low: ${names(1)}; high: ${names(-1)}`,
        }
      },
      onFill: exits.onFill,
      readings: () => Object.fromEntries(context.symbols.map((symbol, leg) => [`s ${symbol}`, scores[leg]])),
      save: cells.keep,
    }
  },
}

/** Null where the returns say nothing: a leg that stands still, or legs that are copies of each other. */
function scoresOf(columns: readonly Float64Array[], factors: number): ResidualScore[] | null {
  try {
    return residualScores(columns, factors)
  } catch (error) {
    if (error instanceof Fault) return null
    throw error
  }
}
