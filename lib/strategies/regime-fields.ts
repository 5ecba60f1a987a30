import { z } from 'zod'
import { longestStretch } from '#lib/regimes/fit-clock.ts'
import { regimeDetectors } from '#lib/regimes/index.ts'
import { type MarketRegimeDetector, marketRegimeDetector } from '#lib/regimes/market-regime-detector.ts'

/** What a strategy that follows regimes is told about them. */
export const regimeFields = {
  detector: z
    .string()
    .default('rule-based')
    .refine((name) => regimeDetectors.has(name), { message: `known are ${regimeDetectors.names.join(', ')}` })
    .describe('Detector of the regimes'),
  trainBars: z.int().min(60).max(20_000).default(100).describe('Bars each fit of the detector learns from'),
  refitEvery: z.int().min(1).max(5_000).default(21).describe('Bars between two fits, about; the calendar says which'),
  confidence: z.number().min(0.34).max(0.999).default(0.6).describe('Probability another regime must pass'),
  minDwell: z.int().min(1).max(500).default(5).describe('Bars a regime lasts at least'),
}
export interface RegimeFields {
  readonly detector: string
  readonly trainBars: number
  readonly refitEvery: number
  readonly confidence: number
  readonly minDwell: number
}

const windows = { window: 20, trendWindow: 60 }
/** Dwells after which two runs that agree on the model agree on the regime as well. */
const settling = 10

/** @param saved what its `save` returned */
export function regimeDetector(p: RegimeFields, legs: number, saved?: unknown): MarketRegimeDetector {
  const { trainBars, refitEvery, confidence, minDwell } = p
  return marketRegimeDetector({
    detector: p.detector,
    params: { trainBars, refitEvery, confidence, minDwell, ...windows },
    legs,
    volumes: false,
    ...(saved === undefined ? {} : { saved }),
  })
}

/**
 * Bars until the regime is that of a run which began earlier. Before the first fit there is none, and before the first that
 * the calendar picked it is another one; what was told by then still stands for some dwells.
 */
export const regimeWarmup = (p: RegimeFields): number =>
  p.trainBars + windows.trendWindow + 1 + longestStretch(p.refitEvery) + settling * p.minDwell
