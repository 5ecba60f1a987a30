import { z } from 'zod'
import { adjustment, instant, symbols, timeframe, venue, visibility } from './common.ts'

/** Always ordered: calm, normal, stressed. A refit never swaps their meaning. */
export const regimeNames = ['calm', 'normal', 'stressed'] as const
export type RegimeName = (typeof regimeNames)[number]

export const regimeFeatures = ['volatility', 'trend', 'correlation', 'liquidity'] as const
export type RegimeFeature = (typeof regimeFeatures)[number]

export const regimeRequest = z.object({
  /** One symbol, or several for a market: volatility and trend of their equal-weight mean, correlation among them. */
  symbols,
  venue: venue.optional(),
  timeframe: timeframe.default('1d'),
  source: z.string().optional(),
  adjustment: adjustment.optional(),
  from: instant.optional(),
  to: instant.optional(),
  /** A plugin of `lib/regimes`. */
  detector: z.string().default('hmm'),
  /** Checked by the detector's own schema. */
  params: z.record(z.string(), z.unknown()).default({}),
  seed: z.int().min(0).max(4_294_967_295).default(1),
  visibility: visibility.default('private'),
})
export type RegimeRequest = z.infer<typeof regimeRequest>
export type RegimeRequestInput = z.input<typeof regimeRequest>

/** A model that was fitted, and the last bar it saw: what it says about later bars is out of sample. */
export interface RegimeFit {
  readonly fittedAt: string
  readonly bars: number
  /** Mean of each feature by regime, in the order of the regimes. */
  readonly centres: readonly (readonly number[])[]
}

export interface RegimeFigures {
  readonly regime: RegimeName
  readonly bars: number
  readonly share: number
  readonly episodes: number
  readonly meanDwell: number | null
  readonly annualReturn: number | null
  readonly volatilityAnnual: number | null
  readonly sharpe: number | null
  readonly sharpeCi: readonly [number, number] | null
  readonly maxDrawdown: number
}

export interface RegimeResult {
  readonly regimes: readonly RegimeName[]
  readonly features: readonly RegimeFeature[]
  readonly fits: readonly RegimeFit[]
  /** Rows: from; columns: to. Counted on the path that was told, not the model's own. */
  readonly transitions: readonly (readonly number[])[]
  readonly figures: readonly RegimeFigures[]
  /** Changes of regime, oldest first. */
  readonly changes: readonly { readonly at: string; readonly from: RegimeName | null; readonly to: RegimeName }[]
  /** Columns: open time, index of the regime (NaN before the first fit), its filtered probability, close of the market. */
  readonly history: {
    readonly ts: Float64Array
    readonly regime: Float64Array
    readonly probability: Float64Array
    readonly level: Float64Array
  }
  readonly notes: readonly string[]
}

/** A result as it is stored and shown: the history apart, as columns. */
export type StoredRegimes = Omit<RegimeResult, 'history'>

export const transitionKinds = ['immediate', 'linear', 'sigmoid', 'after-close'] as const
export type TransitionKind = (typeof transitionKinds)[number]
