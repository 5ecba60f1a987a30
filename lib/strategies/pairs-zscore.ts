import { z } from 'zod'
import type { Decision, Market, Side, Strategy, StrategyContext, StrategyRun } from '#lib/contracts/strategy.ts'
import { Fault } from '#lib/fault.ts'
import { rollingLine, rollingMoments } from '#lib/stats/rolling.ts'
import { figure } from './words.ts'

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

interface Position {
  side: Side
  /** Bars since the decision to enter. */
  held: number
  /** After a stop: no new entry until z has come home. */
  locked: boolean
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
  const position: Position = saved ? { ...saved.position } : { side: 'flat', held: 0, locked: false }
  let last: Reading = saved ? fromJson(saved.last) : cold

  return {
    step(market: Market) {
      const y = Math.log(market.close[0])
      const x = Math.log(market.close[1])
      // A bar without a price says nothing: it is neither judged nor kept.
      if (!Number.isFinite(y) || !Number.isFinite(x)) return null
      last = spread.read(y, x)
      return decide(p, last, position)
    },
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
    }),
  }
}

function decide(p: Params, reading: Reading, position: Position): Decision | null {
  const { z: score, beta } = reading
  if (position.side !== 'flat') position.held++
  if (Number.isNaN(score)) return null
  const size = Math.abs(score)
  if (position.locked && size < p.exit) position.locked = false
  if (position.side === 'flat') {
    if (position.locked || size < p.entry || size >= p.stop) return null
    position.side = score < 0 ? 'long' : 'short'
    position.held = 0
    const sign = score < 0 ? 1 : -1
    const reason = `z ${figure(score)} ${score < 0 ? 'at or below' : 'at or above'} ${figure(-sign * p.entry)}`
    const gross = 1 + Math.abs(beta)
    return {
      kind: 'ENTER',
      side: position.side,
      weights: [sign / gross, (-sign * beta) / gross],
      strength: Math.min(1, size / p.stop),
      reason,
    }
  }
  const sign = position.side === 'long' ? 1 : -1
  if (sign * score <= -p.stop)
    return leave(position, 'STOP', 1, `z ${figure(score)} beyond the stop ${figure(-sign * p.stop)}`)
  if (sign * score >= -p.exit) {
    return leave(
      position,
      'EXIT',
      Math.max(0, 1 - size / p.entry),
      `z ${figure(score)} back past ${figure(-sign * p.exit)}`,
    )
  }
  if (p.timeStopBars > 0 && position.held >= p.timeStopBars) {
    return leave(position, 'STOP', 1, `held ${position.held} bars, time stop ${p.timeStopBars}, z ${figure(score)}`)
  }
  return null
}

function leave(position: Position, kind: 'EXIT' | 'STOP', strength: number, reason: string): Decision {
  position.side = 'flat'
  position.held = 0
  position.locked = kind === 'STOP'
  return { kind, side: 'flat', weights: [0, 0], strength, reason }
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
  position: z.object({ side: z.enum(['long', 'short', 'flat']), held: z.int(), locked: z.boolean() }),
  last: z.record(z.string(), z.number().nullable()),
})

function restore(saved: unknown, p: Params) {
  const parsed = savedSchema.safeParse(saved)
  if (!parsed.success) throw new Fault('input', 'The saved state of pairs-zscore cannot be read')
  if (parsed.data.window !== p.window || parsed.data.hedge !== p.hedge) {
    throw new Fault('input', 'The saved state of pairs-zscore belongs to another window or hedge')
  }
  return parsed.data
}

/** JSON has no NaN: a reading that is not warm is null there. */
function toJson(reading: Reading): Record<string, number | null> {
  return Object.fromEntries(Object.entries(reading).map(([key, value]) => [key, Number.isNaN(value) ? null : value]))
}

function fromJson(saved: Record<string, number | null>): Reading {
  const at = (key: keyof Reading) => saved[key] ?? Number.NaN
  return { z: at('z'), spread: at('spread'), mean: at('mean'), sd: at('sd'), alpha: at('alpha'), beta: at('beta') }
}
