import { z } from 'zod'
import { type Market, type Strategy, type StrategyContext, type StrategyRun, sides } from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'
import { memory } from '#lib/indicators/memory.ts'
import { rollingLine, rollingMoments } from '#lib/stats/rolling.ts'
import { decide, type PairPosition } from './pair-rules.ts'
import { taken } from './taken.ts'

const params = z
  .object({
    window: z
      .int()
      .min(5)
      .max(100_000)
      .default(60)
      .describe('Bars of the past that give mean and deviation of the spread'),
    entry: z.number().gt(0).max(20).default(2).describe('Enter when |z| reaches this'),
    exit: z.number().min(0).max(20).default(0.5).describe('Leave when |z| has come back to this'),
    stop: z.number().gt(0).max(50).default(4).describe('Give up when z has gone this far against the position'),
    timeStopBars: z.int().min(0).max(1_000_000).default(60).describe('Give up after this many bars; 0: never'),
    hedge: z
      .enum(['rolling-ols', 'fixed'])
      .default('rolling-ols')
      .describe('Hedge ratio: fitted to the past window each bar, or given as alpha and beta'),
    alpha: z.number().default(0).describe('Intercept of log y on log x, with a fixed hedge'),
    beta: z.number().default(1).describe('Slope of log y on log x, with a fixed hedge'),
  })
  .refine((p) => p.exit < p.entry, { path: ['exit'], message: 'exit must be below entry' })
  .refine((p) => p.stop > p.entry, { path: ['stop'], message: 'stop must be above entry' })
type Params = z.output<typeof params>

/** What one bar says about the spread, measured against the window of bars *before* it. */
interface Reading {
  readonly z: number
  readonly spread: number
  readonly mean: number
  readonly sd: number
  readonly alpha: number
  readonly beta: number
}

const cold: Reading = {
  z: Number.NaN,
  spread: Number.NaN,
  mean: Number.NaN,
  sd: Number.NaN,
  alpha: Number.NaN,
  beta: Number.NaN,
}

/**
 * Trades the spread log y − α − β log x of two legs back to its mean. Mean and deviation (and the hedge, when it is
 * fitted) come from the `window` bars before the current one: the current bar is judged, it is no judge.
 * Each leg's share of equity is as 1 : β (a slope between logs is a ratio of values), gross exposure 1.
 */
export const pairsZscore: Strategy<typeof params> = {
  name: 'pairs-zscore',
  title: 'Pair, z-score of the spread',
  params,
  legs: [2, 2],
  space: { window: [30, 60, 90], entry: [1.5, 2, 2.5], exit: [0.25, 0.5, 0.75] },
  warmup: (p) => p.window,
  create,
}

function create(p: Params, context: StrategyContext): StrategyRun {
  const saved = context.saved === undefined ? null : restore(context.saved, p)
  const spread = p.hedge === 'fixed' ? fixedSpread(p, saved?.spread) : fittedSpread(p, saved?.spread)
  const position: PairPosition = saved ? { ...saved.position } : { side: 'flat', held: 0, locked: 'flat' }
  let last: Reading = saved ? fromJson(saved.last) : cold
  const cells = memory(saved?.exits)
  const exits = taken(cells, 2)

  return {
    step(market: Market) {
      const y = Math.log(market.close[0])
      const x = Math.log(market.close[1])
      // A bar without a price says nothing: it is neither judged nor kept.
      if (!Number.isFinite(y) || !Number.isFinite(x)) return null
      last = spread.read(y, x)
      if (exits.wasTaken()) Object.assign(position, { side: 'flat', held: 0, locked: position.side })
      return decide(p, last, position)
    },
    onFill: exits.onFill,
    readings: () => ({
      z: last.z,
      spread: last.spread,
      mean: last.mean,
      sd: last.sd,
      beta: last.beta,
      alpha: last.alpha,
    }),
    save: () => ({
      window: p.window,
      hedge: p.hedge,
      spread: spread.save(),
      position: { ...position },
      last: toJson(last),
      exits: cells.save(),
    }),
  }
}

/** Spread with a given hedge against the mean and deviation of the spreads before it. */
function fixedSpread(p: Params, saved?: unknown) {
  const past = rollingMoments(p.window, saved as Parameters<typeof rollingMoments>[1])
  return {
    read(y: number, x: number): Reading {
      const value = y - p.alpha - p.beta * x
      const warm = past.count === p.window
      const mean = warm ? past.mean() : Number.NaN
      const sd = warm ? Math.sqrt(past.variance()) : Number.NaN
      past.push(value)
      return { z: score(value - mean, sd, value), spread: value, mean, sd, alpha: p.alpha, beta: p.beta }
    },
    save: () => past.save(),
  }
}

/** Residual of this bar from the line through the bars before it; the line's own residuals have mean zero. */
function fittedSpread(p: Params, saved?: unknown) {
  const past = rollingLine(p.window, saved as Parameters<typeof rollingLine>[1])
  return {
    read(y: number, x: number): Reading {
      if (past.count < p.window) {
        past.push(y, x)
        return cold
      }
      const { alpha, beta, sd } = past.fit()
      past.push(y, x)
      const value = y - alpha - beta * x
      return { z: score(value, sd, y), spread: value, mean: 0, sd, alpha, beta }
    },
    save: () => past.save(),
  }
}

/** A deviation below the rounding of the prices themselves is no measure of anything. */
function score(distance: number, sd: number, level: number): number {
  return sd > 1e-12 * (1 + Math.abs(level)) ? distance / sd : Number.NaN
}

const savedSchema = z.object({
  window: z.int(),
  hedge: z.string(),
  spread: z.looseObject({ at: z.int(), count: z.int(), sums: z.array(z.number()) }),
  position: z.object({ side: z.enum(sides), held: z.int(), locked: z.union([z.boolean(), z.enum(sides)]) }),
  last: z.record(z.string(), z.number().nullable()),
  exits: z.array(z.array(z.number().nullable())).optional(),
})

function restore(saved: unknown, p: Params) {
  const parsed = savedSchema.safeParse(saved)
  if (!parsed.success) throw new Fault('input', 'The saved state of pairs-zscore cannot be read')
  if (parsed.data.window !== p.window || parsed.data.hedge !== p.hedge) {
    throw new Fault('input', 'The saved state of pairs-zscore belongs to another window or hedge')
  }
  const { position, last } = parsed.data
  // States from before the side was kept: a long spread is stopped below its mean.
  const was = (last['z'] ?? 0) < 0 ? 'long' : 'short'
  const locked = typeof position.locked === 'string' ? position.locked : position.locked ? was : 'flat'
  return { ...parsed.data, position: { ...position, locked } }
}

/** JSON has no NaN: a reading that is not warm is null there. */
function toJson(reading: Reading): Record<string, number | null> {
  return Object.fromEntries(Object.entries(reading).map(([key, value]) => [key, Number.isNaN(value) ? null : value]))
}

function fromJson(saved: Record<string, number | null>): Reading {
  const at = (key: keyof Reading) => saved[key] ?? Number.NaN
  return { z: at('z'), spread: at('spread'), mean: at('mean'), sd: at('sd'), alpha: at('alpha'), beta: at('beta') }
}
