import { z } from 'zod'
import { backtestRequest } from './backtests.ts'
import { type RegimeName, transitionKinds } from './regimes.ts'
import { type Parameters, type StretchFigures, walkForwardRequest } from './studies.ts'

/** A study of parameters by regime: in every training window a set for each regime is chosen, the window after it judges. */
export const adaptiveRequest = backtestRequest.extend({
  /** A plugin of `lib/regimes`, and what `adaptive` tells it; checked by that strategy's own schema. */
  detector: z.string().default('rule-based').describe('Detector of the regimes'),
  detectorParams: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('trainBars, refitEvery, confidence and minDwell, as the strategy adaptive has them'),
  transition: z.enum(transitionKinds).default('after-close').describe('How one set becomes another'),
  transitionBars: z.int().min(1).max(1_000).default(10).describe('Bars it takes, where it takes any'),
  /** Values to try, by parameter; empty: the strategy's own search space. */
  grid: walkForwardRequest.shape.grid,
  minBars: z.int().min(20).max(1_000_000).default(120).describe('Bars a regime needs for a set of its own'),
  minTrades: z.int().min(0).max(100_000).default(10).describe('Trades it needs'),
  margin: z
    .number()
    .min(0)
    .max(10)
    .default(0.3)
    .describe('Annual Sharpe ratio by which its set must lie above the common one'),
  blocks: z
    .int()
    .min(3)
    .max(20)
    .default(5)
    .describe('Blocks of its bars; chosen without one, its set must win on more than half of them'),
  /** Bars that choose the sets, and bars that judge them; a window follows the other without a gap. */
  trainLength: z.int().min(60).max(1_000_000).default(504).describe('Bars that choose the sets'),
  testLength: z.int().min(2).max(1_000_000).default(126).describe('Bars after them that judge'),
})
export type AdaptiveRequest = z.infer<typeof adaptiveRequest>
export type AdaptiveRequestInput = z.input<typeof adaptiveRequest>

/** What the choice for one regime rests on. */
export interface RegimeChoice {
  readonly regime: RegimeName
  /** The best set of the grid inside the regime, whether it is used or not. */
  readonly params: Parameters
  readonly evidence: { readonly bars: number; readonly trades: number }
  /** Annual Sharpe ratios inside the regime, in sample: of its own best set, and of the common set. */
  readonly own: number | null
  readonly common: number | null
  /** Blocks in which the own set, chosen on the other blocks, earned more than the common one; null: it was not asked. */
  readonly won: number | null
  readonly blocks: number
  /** Why it is not used; null: it is. */
  readonly refused: string | null
}

export interface AdaptiveFold {
  /** First and last bar, ISO days or instants. */
  readonly train: readonly [string, string]
  readonly test: readonly [string, string]
  /** The best set over all training bars: what holds where a regime has none of its own. */
  readonly common: Parameters
  readonly choices: readonly RegimeChoice[]
  /** Of the test window: with the sets by regime, and with the common set alone. */
  readonly byRegime: StretchFigures
  readonly byCommon: StretchFigures
}

/** By regime less common, of annual Sharpe ratios. Ledoit & Wolf 2008. */
export interface SharpeGap {
  readonly difference: number
  /** 95 % interval. */
  readonly low: number
  readonly high: number
  /** Two-sided. */
  readonly p: number
}

export interface AdaptiveResult {
  readonly folds: readonly AdaptiveFold[]
  /** The test windows as one track, no bar twice: with the sets by regime, and with the common set alone. */
  readonly byRegime: StretchFigures
  readonly byCommon: StretchFigures
  /** Null where a track is too short or does not move. */
  readonly gap: SharpeGap | null
  /** Windows in which some regime had a set of its own. */
  readonly adapted: number
  /** Combinations tried in each window. */
  readonly combinations: number
  /** The choice on all bars, in sample: what would be followed from here on. */
  readonly chosen: {
    readonly common: Parameters
    readonly choices: readonly RegimeChoice[]
    /** Parameters of the strategy `adaptive`. */
    readonly params: Parameters
  }
  /** One entry a bar out of sample: open time, returns of both, regime told at its close (NaN none), number of the fold. */
  readonly track: {
    readonly ts: Float64Array
    readonly byRegime: Float64Array
    readonly byCommon: Float64Array
    readonly regime: Float64Array
    readonly fold: Float64Array
  }
  readonly notes: readonly string[]
}

/** A result as it is stored and shown: the track apart, as columns. */
export type StoredAdaptive = Omit<AdaptiveResult, 'track'>
