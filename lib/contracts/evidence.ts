/** One stretch of a run by itself: a year, a regime, a pair. Ratios are annual; null where they cannot be had. */
export interface Slice {
  readonly name: string
  readonly bars: number
  readonly totalReturn: number
  readonly sharpe: number | null
  readonly sharpeCi: readonly [number, number] | null
  readonly maxDrawdown: number
  readonly trades: number
  readonly winRate: number | null
}

/** What was tried to find a peek into the future: later bars were changed, and no earlier decision may move. */
export interface Probe {
  readonly passed: boolean
  /** Cuts that were tried. */
  readonly tried: number
  /** First decision that moved, in words. */
  readonly finding: string | null
}

/** 5, 25, 50, 75 and 95 % points of what might have been. */
export type Quantiles = readonly [number, number, number, number, number]

/** Every further figure of a run, by its usual name. Losses of one bar are positive; null where a figure cannot be had. */
export interface FurtherFigures {
  readonly meanAnnual: number | null
  readonly omega: number | null
  readonly ulcer: number | null
  readonly martin: number | null
  readonly gainToPain: number | null
  readonly recovery: number | null
  readonly averageDrawdown: number | null
  /** Longest run of bars below a peak. */
  readonly longestUnderWater: number | null
  readonly varHistorical95: number | null
  readonly varHistorical99: number | null
  readonly cvarHistorical95: number | null
  readonly cvarHistorical99: number | null
  readonly varNormal95: number | null
  readonly cvarNormal95: number | null
  readonly varCornishFisher95: number | null
  readonly tailRatio: number | null
  readonly skew: number | null
  readonly kurtosisExcess: number | null
  readonly jarqueBera: number | null
  /** R² of the logarithm of wealth on time. */
  readonly stability: number | null
  readonly kelly: number | null
  /** Mean win over mean loss of the round trips. */
  readonly payoff: number | null
  /** System quality number (Tharp): √n · mean over deviation of the round trips' returns. */
  readonly sqn: number | null
  /** Sharpe ratio a year with five autocorrelations (Lo 2002). */
  readonly sharpeLo: number | null
  /** Mean gross exposure over equity. */
  readonly capitalUtilisation: number | null
}

/** How far a single run can be trusted. */
export interface BacktestEvidence {
  readonly probabilisticSharpe: number | null
  readonly minimumTrackRecord: number | null
  readonly lookAhead: Probe | null
  readonly warmUp: Probe | null
  /** Total return and worst drawdown over block-bootstrapped paths and over re-drawn trades. */
  readonly monteCarlo: {
    readonly paths: number
    readonly totalReturn: Quantiles
    readonly maxDrawdown: Quantiles
    /** Share of the paths that end below where they began. */
    readonly loss: number
    /** Total return when the round trips come in another order and number, drawn with replacement. */
    readonly trades: Quantiles | null
  } | null
  /** Share of random orders of the positions over the same bars that did at least as well. */
  readonly permutation: { readonly p: number; readonly draws: number } | null
  readonly benchmark: {
    readonly symbol: string
    /** Null for runs of less than a month: a year of it means nothing. */
    readonly alphaAnnual: number | null
    readonly beta: number
    readonly informationRatio: number | null
    readonly totalReturn: number
  } | null
  readonly figures?: FurtherFigures
  readonly years: readonly Slice[]
  readonly regimes: readonly Slice[]
  /** Largest capital at which the participation cap would still have filled nine orders in ten whole. Null: no volumes. */
  readonly capacity: number | null
  readonly inSampleOnly: boolean
}

/** How likely the best trial's ratio is more than the best of that many without skill. */
export interface DeflatedSharpe {
  readonly probability: number
  readonly thresholdAnnual: number
  readonly trials: number
  readonly effectiveTrials: number
}

/** Probability of backtest overfitting, by combinatorially symmetric cross-validation. */
export interface Overfitting {
  readonly probability: number
  readonly medianLogit: number
  readonly splits: number
  readonly histogram: readonly number[]
}

/** P-values of Hansen's test of superior predictive ability and of White's reality check. */
export interface SuperiorAbility {
  readonly lower: number
  readonly consistent: number
  readonly upper: number
  readonly realityCheck: number
}
