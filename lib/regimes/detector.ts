import { z } from 'zod'
import type { RegimeFeature } from '#lib/contracts/regimes.ts'
import type { Plugin } from '#lib/registry.ts'

/** What a detector may learn from: bars up to the one on which it is fitted, none later. */
export interface Training {
  readonly features: readonly RegimeFeature[]
  /** One row a bar, in the order of the features; all finite. */
  readonly rows: readonly Float64Array[]
  /** Log return of the market at each row. */
  readonly returns: Float64Array
}

/** A fitted model as plain numbers, so that it can be stored. States stand in rising order of volatility. */
export interface RegimeModel {
  readonly states: number
  readonly parts: Readonly<Record<string, readonly number[]>>
}

/** Two or three states; two are calm and stressed. */
export interface RegimeDetector<Params extends z.ZodType = z.ZodType> extends Plugin<Params> {
  /** How it decides, in a sentence. */
  readonly source: string
  /**
   * Learns from the past.
   * @throws Fault `input` where the past does not suffice: the model before it stays.
   */
  fit(training: Training, params: z.output<Params>): RegimeModel
  /**
   * Probability of each state after this bar, given those after the bar before it (null: nothing is known). Nothing later
   * enters: these are filtered probabilities, the only ones a decision may rest on.
   */
  filter(model: RegimeModel, before: Float64Array | null, row: Float64Array, r: number, out: Float64Array): void
}

/** What every detector is told: when it learns, and how sure it must be. */
export const commonParams = {
  trainBars: z.int().min(60).max(20_000).default(504).describe('Bars each fit learns from'),
  refitEvery: z.int().min(1).max(5_000).default(63).describe('Bars between two fits, about; the calendar says which'),
  window: z.int().min(5).max(1_000).default(20).describe('Bars of volatility, correlation and liquidity'),
  trendWindow: z.int().min(5).max(2_000).default(60).describe('Bars of the trend'),
  confidence: z
    .number()
    .min(0.34)
    .max(0.999)
    .default(0.6)
    .describe('Probability another regime must pass before it is told'),
  minDwell: z.int().min(1).max(500).default(5).describe('Bars a regime lasts at least'),
}
export type CommonParams = { readonly [K in keyof typeof commonParams]: number }
