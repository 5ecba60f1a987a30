import { z } from 'zod'
import { adjustment, id, instant, symbol, timeframe, venue, visibility } from './common.ts'

/** Number of lagged differences in the ADF regression: chosen by a criterion, or fixed. */
export const lagRule = z.union([z.enum(['aic', 'bic']), z.int().min(0).max(60)])
export type LagRule = z.infer<typeof lagRule>

export const directions = ['one', 'both'] as const
export type Directions = (typeof directions)[number]

/** What must hold for a pair to be kept. Each limit names the column of the row that it reads. */
export const scanLimits = z.object({
  /** Largest Benjamini–Hochberg q over the whole scan. */
  qMax: z.number().gt(0).max(1).default(0.1),
  /** Half-life in bars. */
  halfLifeMin: z.number().min(0).default(1),
  halfLifeMax: z.number().gt(0).default(60),
  /** Standard deviation of the spread in basis points: a smaller one cannot pay its costs. */
  spreadSdMinBps: z.number().min(0).default(30),
  /** Smallest number of bars both legs have in common. */
  overlapMin: z.int().min(30).default(120),
})
export type ScanLimits = z.infer<typeof scanLimits>

/**
 * Two windows instead of one: pairs that look cointegrated in the first part of the bars are tested again in the rest,
 * and only they are corrected for. One year of bars cannot control false discoveries over all pairs and find a slow one.
 */
export const scanStages = z.object({
  /** Share of the time that is the first window. */
  split: z.number().min(0.2).max(0.8).default(0.5),
  /** Largest p in the first window. */
  screenP: z.number().gt(0).max(0.5).default(0.05),
})
export type ScanStages = z.infer<typeof scanStages>

/** Only pairs inside a cluster of correlated returns are tested: fewer questions, smaller corrections. */
export const scanClusters = z.object({
  /** Mean correlation of returns that holds a cluster together. */
  minCorrelation: z.number().gt(0).lt(1).default(0.5),
})
export type ScanClusters = z.infer<typeof scanClusters>

export const scanOptions = z.object({
  lags: lagRule.default('aic'),
  directions: z.enum(directions).default('both'),
  limits: scanLimits.prefault({}),
  stages: scanStages.optional(),
  clusters: scanClusters.optional(),
})
export type ScanOptions = z.infer<typeof scanOptions>

/** Which series a scan takes from the database. Empty symbols: all of the venue. */
export const scanRequest = scanOptions.extend({
  venue: venue.optional(),
  timeframe: timeframe.default('1d'),
  source: z.string().min(1).max(64).optional(),
  adjustment: adjustment.optional(),
  symbols: z.array(symbol).max(2_000).default([]),
  /** Only these pairs, each `[y, x]`, in this order. */
  pairs: z
    .array(z.tuple([symbol, symbol]))
    .max(100_000)
    .optional(),
  from: instant.optional(),
  to: instant.optional(),
  /** Watch what is kept as soon as the scan is done. */
  watchKept: z.boolean().default(false),
  visibility: visibility.default('private'),
})
export type ScanRequest = z.infer<typeof scanRequest>
/** As people and programs write it, defaults not yet filled in. */
export type ScanRequestInput = z.input<typeof scanRequest>

/** One tested pair. `stat`, `p`, `alpha`, `beta` are of log y on log x with a constant, never adjusted. */
export const scanRow = z.object({
  y: z.string(),
  x: z.string(),
  /** Bars both legs have in the window. */
  n: z.int(),
  /** Engle–Granger t statistic; null when the pair was refused before the test. */
  stat: z.number().nullable(),
  /** MacKinnon p-value of `stat`. */
  p: z.number().nullable(),
  /** Benjamini–Hochberg over the scan, of `pHolm` where both directions were tested, else of `p`. */
  q: z.number().nullable(),
  /** Critical values at 1, 5 and 10 %. */
  crit: z.tuple([z.number(), z.number(), z.number()]).nullable(),
  alpha: z.number().nullable(),
  beta: z.number().nullable(),
  /** −ln 2 / λ in bars, λ from Δs on lagged s. */
  halfLife: z.number().nullable(),
  /** −ln 2 / ln φ in bars, φ = 1 + λ. */
  halfLifeExact: z.number().nullable(),
  /** 95 % interval of the bias-corrected exact half-life; null upper end: unbounded. */
  halfLifeCi: z.tuple([z.number(), z.number().nullable()]).nullable(),
  /** Lagged differences used. */
  lags: z.int().nullable(),
  reversed: z.object({ stat: z.number(), p: z.number() }).nullable(),
  /** Holm over the two directions, for the smaller p. */
  pHolm: z.number().nullable(),
  /** Correlation of log returns. */
  correlation: z.number().nullable(),
  /** z-score of the last residual against the window's standard deviation. */
  z: z.number().nullable(),
  spreadSdBps: z.number().nullable(),
  /** Why the pair was not kept; null: kept. */
  rejected: z.string().nullable(),
})
export type ScanRow = z.infer<typeof scanRow>

export interface ScanResult {
  /** Time of the computation alone, without reading and printing. */
  computeMs: number
  /** Regressions run. */
  tested: number
  /** Pairs kept. */
  kept: number
  /** Pairs with a p below 0.05 that chance alone would give, and kept pairs that are expected to be luck. */
  expectedByChance: number
  expectedFalse: number
  pairs: ScanRow[]
}

/** A pair that is watched: hedge ratio and parameters are frozen when the watch begins. */
export const watchRequest = z.object({
  y: symbol,
  x: symbol,
  venue: venue.optional(),
  timeframe: timeframe.default('1d'),
  source: z.string().optional(),
  adjustment: adjustment.optional(),
  scanId: id.optional(),
  params: z.record(z.string(), z.unknown()).default({}),
  visibility: visibility.default('private'),
})
export type WatchRequest = z.infer<typeof watchRequest>
export type WatchRequestInput = z.input<typeof watchRequest>
