import type { z } from 'zod'
import { anomaly } from '#lib/indicators/anomaly.ts'
import { emptyBar } from '#lib/indicators/compute.ts'
import type { Indicator } from '#lib/indicators/indicator.ts'
import { realisedVolatility } from '#lib/indicators/realised-volatility.ts'
import { trendStrength } from '#lib/indicators/trend-strength.ts'
import { correlation } from '#lib/stats/columns.ts'

/** Where a series stands after a bar; null before there are enough bars. */
export interface Conditions {
  /** Distance of the last log return from its window, in robust deviations. */
  readonly anomaly: number | null
  /** −1 to 1. */
  readonly trend: number | null
  /** A year, as a fraction. */
  readonly volatility: number | null
}

/** The same of a pair's spread, with the correlation of the log returns of its legs. */
export interface PairConditions extends Conditions {
  readonly correlation: number | null
}

const anomalyParams = anomaly.params.parse({ period: 100 })
const trendParams = trendStrength.params.parse({ period: 50 })
const volatilityBars = 60
export const correlationBars = 60

/** Bars that the conditions look back on, the newest included: older ones change nothing. */
export const conditionBars = anomaly.first(anomalyParams) + 1

/**
 * Anomaly, trend strength and volatility at the newest of some closes.
 * Each indicator starts anew at the oldest bar it needs, so the values are a function of the last `conditionBars` closes
 * and of nothing before: a process that was restarted, one that caught up and one that never stopped agree to the bit.
 * @param closes oldest first; more than `conditionBars` are not looked at. @param barsPerYear for the volatility.
 */
export function conditionsOf(closes: Float64Array, barsPerYear: number): Conditions {
  return {
    anomaly: lastOf(anomaly, anomalyParams, closes),
    trend: lastOf(trendStrength, trendParams, closes),
    volatility: lastOf(realisedVolatility, { period: volatilityBars, barsPerYear }, closes),
  }
}

/**
 * The conditions of a pair at its newest common bar.
 * @param spread in logs, as the strategy reads it; NaN where it has none yet. @param y, x closes of the legs, as long.
 */
export function pairConditionsOf(
  { spread, y, x }: { readonly spread: Float64Array; readonly y: Float64Array; readonly x: Float64Array },
  barsPerYear: number,
): PairConditions {
  const warm = spread.subarray(spread.findLastIndex(Number.isNaN) + 1)
  return {
    ...conditionsOf(warm.map(Math.exp), barsPerYear),
    correlation: known(
      y.length > correlationBars
        ? correlation(logReturns(y, correlationBars), logReturns(x, correlationBars))
        : Number.NaN,
    ),
  }
}

function lastOf<Params extends z.ZodType>(
  indicator: Indicator<Params>,
  params: z.output<Params>,
  closes: Float64Array,
): number | null {
  const from = closes.length - 1 - indicator.first(params)
  if (from < 0) return null
  const run = indicator.create(params)
  const bar = emptyBar()
  const out = new Float64Array(1)
  for (let i = from; i < closes.length; i++) {
    bar.close = closes[i]
    run.next(bar, out)
  }
  return known(out[0])
}

function logReturns(closes: Float64Array, n: number): Float64Array {
  const from = closes.length - n
  return Float64Array.from({ length: n }, (_, i) => Math.log(closes[from + i] / closes[from + i - 1]))
}

const known = (value: number): number | null => (Number.isFinite(value) ? value : null)
