import { z } from 'zod'
import { type BacktestMetrics, backtestRequest } from './backtests.ts'
import type { DeflatedSharpe, Overfitting, Slice, SuperiorAbility } from './evidence.ts'

export const performanceModes = ['RELAXED', 'STRICT'] as const
export type PerformanceMode = (typeof performanceModes)[number]

export const windowKinds = ['rolling', 'anchored'] as const

/** Named stretches of bad weather, as calendar days, both ends included. */
export const stressWindows = {
  'gfc-2008': ['2008-09-01', '2009-03-31'],
  'flash-crash-2010': ['2010-05-03', '2010-05-28'],
  'us-downgrade-2011': ['2011-07-22', '2011-10-04'],
  'china-2015': ['2015-08-10', '2015-09-30'],
  'volmageddon-2018': ['2018-01-29', '2018-03-29'],
  'covid-2020': ['2020-02-20', '2020-04-30'],
  'rates-2022': ['2022-01-03', '2022-10-14'],
} as const satisfies Record<string, readonly [string, string]>
export type StressName = keyof typeof stressWindows

/** What must hold out of sample. STRICT fails the run when a gate fails. */
export const gateLimits = z.object({
  sharpeMin: z.number().default(0.8),
  drawdownMax: z.number().gt(0).max(1).default(0.08),
  winRateMin: z.number().min(0).max(1).default(0.52),
  stabilityMin: z.number().min(0).max(1).default(0.7),
})
export type GateLimits = z.infer<typeof gateLimits>

export const walkForwardRequest = backtestRequest.extend({
  /** Bars that choose the parameters, bars that judge them, bars from one window to the next. */
  trainLength: z.int().min(20).max(1_000_000).default(252),
  testLength: z.int().min(2).max(1_000_000).default(63),
  stride: z.int().min(1).max(1_000_000).default(63),
  windows: z.enum(windowKinds).default('rolling'),
  /** Bars left out between training and test: as long as a label or a position reaches. */
  purge: z.int().min(0).max(100_000).default(0),
  /** Further bars behind a test block that cross-validation does not train on. */
  embargo: z.int().min(0).max(100_000).default(0),
  /** Blocks of the combinatorial cross-validation, and how many of them judge at a time. */
  groups: z.int().min(2).max(16).default(6),
  testGroups: z.int().min(1).max(8).default(2),
  /** Values to try, by parameter; empty: the strategy's own search space. */
  grid: z
    .record(
      z.string(),
      z
        .array(z.union([z.number(), z.string(), z.boolean()]))
        .min(1)
        .max(200),
    )
    .default({}),
  objective: z.string().default('sharpe'),
  mode: z.enum(performanceModes).default('RELAXED'),
  gates: gateLimits.prefault({}),
  stress: z.array(z.enum(Object.keys(stressWindows) as [StressName, ...StressName[]])).default([]),
})
export type WalkForwardRequest = z.infer<typeof walkForwardRequest>
export type WalkForwardRequestInput = z.input<typeof walkForwardRequest>

export type Parameters = Readonly<Record<string, unknown>>

/** Figures of one stretch. Ratios are annual; null where they cannot be had. */
export interface StretchFigures {
  readonly bars: number
  readonly totalReturn: number
  readonly sharpe: number | null
  readonly sharpeCi: readonly [number, number] | null
  readonly maxDrawdown: number
  readonly trades: number
  readonly winRate: number | null
}

export interface Fold {
  /** First and last bar, ISO days or instants. */
  readonly train: readonly [string, string]
  readonly test: readonly [string, string]
  readonly params: Parameters
  /** Value of the objective on the training bars. */
  readonly score: number | null
  readonly inSample: StretchFigures
  readonly outOfSample: StretchFigures
  /** Wealth along the chosen training run and the test, 1 at the hand-over, at most 64 points each: for the picture. */
  readonly path: { readonly inside: readonly number[]; readonly outside: readonly number[] }
}

export interface Gate {
  readonly name: 'sharpe' | 'drawdown' | 'winRate' | 'stability'
  readonly limit: number
  readonly observed: number | null
  readonly passed: boolean
  /** Sample at which a value on the limit could be told from nothing with 95 % confidence, and what there was. */
  readonly needed: number | null
  readonly had: number
  readonly unit: 'bars' | 'trades' | 'folds'
}

/** Annual Sharpe ratios of paths on which every bar is judged by a choice that did not see it. */
export interface CrossValidation {
  readonly groups: number
  readonly testGroups: number
  readonly splits: number
  readonly paths: number
  readonly sharpes: readonly number[]
  /** 5, 25, 50, 75 and 95 % of them. */
  readonly quantiles: readonly [number, number, number, number, number]
  /** Share of the paths below zero. */
  readonly below: number
}

export interface WalkForwardResult {
  readonly folds: readonly Fold[]
  /** The test windows as one track, no bar counted twice. */
  readonly outOfSample: StretchFigures &
    Pick<BacktestMetrics, 'annualReturn' | 'volatilityAnnual' | 'sortinoAnnual' | 'calmar'> & {
      /** Probability that the true ratio is above zero. */
      readonly probabilisticSharpe: number | null
      /** Bars needed to say so with 95 % confidence. */
      readonly minimumTrackRecord: number | null
    }
  readonly inSample: { readonly sharpe: number | null; readonly meanSharpe: number | null }
  /** Mean out-of-sample over mean in-sample Sharpe ratio of the folds. */
  readonly efficiency: number | null
  /** Of the best trial over all bars, in sample: how likely its ratio is more than the best of that many without skill. */
  readonly deflatedSharpe: DeflatedSharpe | null
  readonly pbo: Overfitting | null
  readonly spa: (SuperiorAbility & { readonly blockLength: number }) | null
  /** Share of steps from fold to fold that keep a parameter within one step of its grid. */
  readonly stability: { readonly share: number | null; readonly byParameter: Readonly<Record<string, number>> }
  readonly gates: readonly Gate[]
  readonly passed: boolean
  readonly stress: readonly ({ readonly name: string; readonly covered: boolean } & Partial<StretchFigures>)[]
  /** Holding all legs in equal parts, and the strategy with its own parameters, over the same bars out of sample. */
  readonly baseline?: { readonly hold: StretchFigures; readonly unchosen: StretchFigures }
  /** The joined track by the regime told at the close before each bar. */
  readonly regimes?: readonly Slice[]
  /** Purged k-fold and combinatorial purged cross-validation over the trials; null where there are too few bars. */
  readonly crossValidation?: {
    readonly kFold: CrossValidation
    readonly combinatorial: CrossValidation
  } | null
  readonly best: number
  readonly worst: number
  /** Columns of the stitched track: open time of each bar, its return, the fold it comes from. */
  readonly track: { readonly ts: Float64Array; readonly returns: Float64Array; readonly fold: Float64Array }
  readonly trials: readonly {
    readonly params: Parameters
    readonly sharpe: number | null
    readonly totalReturn: number
  }[]
  readonly notes: readonly string[]
}

/** A result as it is stored and shown: the track apart, as columns. */
export type StudyResult = Omit<WalkForwardResult, 'track'>
