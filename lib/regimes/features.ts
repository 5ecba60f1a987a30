import type { RegimeFeature } from '#lib/contracts/regimes.ts'
import type { Memory } from '#lib/indicators/memory.ts'
import { type Part, previous, rollingMoments, rollingSum } from '#lib/indicators/parts.ts'

/** The bar of every leg that has just closed. */
export interface RegimeBar {
  readonly ts: number
  /** One value a leg. */
  readonly close: Float64Array
  /** One value a leg; not read where there are no volumes. */
  readonly volume: Float64Array
}

export interface FeatureWindows {
  /** Bars of volatility, correlation and liquidity. */
  readonly window: number
  /** Bars of the trend. */
  readonly trendWindow: number
}

export interface FeatureRun {
  readonly names: readonly RegimeFeature[]
  /** Writes one value a feature, NaN until warm, and returns the log return of the market (NaN for the first bar). */
  next(bar: RegimeBar, out: Float64Array): number
}

/** What can be told of such a market. */
export const featuresOf = (legs: number, volumes: boolean): RegimeFeature[] => [
  'volatility',
  'trend',
  ...(legs > 1 ? (['correlation'] as const) : []),
  ...(volumes ? (['liquidity'] as const) : []),
]

/**
 * Features of a market, each of ratios of prices only, so that neither the unit of a price nor that of a volume matters:
 * - volatility: log of the deviation of the market's log returns over the window (equal-weight mean of the legs);
 * - trend: their sum over the trend window, in deviations of such a sum;
 * - correlation: mean correlation of all pairs of legs over the window, by the variance of the sum against the sum of
 *   variances, weighted by the deviations;
 * - liquidity: log of |return| over traded value (Amihud 2002) of the window against four times the window; above zero is
 *   thinner than usual.
 */
export function featureRun(
  memory: Memory,
  legs: number,
  volumes: boolean,
  { window, trendWindow }: FeatureWindows,
): FeatureRun {
  const names = featuresOf(legs, volumes)
  const each = Array.from({ length: legs }, () => ({
    before: previous(memory),
    moments: rollingMoments(memory, window),
  }))
  const market = rollingMoments(memory, window)
  const trend = rollingMoments(memory, trendWindow)
  const thin = volumes ? thinness(memory, legs, window) : null
  return {
    names,
    next(bar, out) {
      let total = 0
      for (let leg = 0; leg < legs; leg++) {
        const { before, moments } = each[leg]
        const price = bar.close[leg]
        const r = Math.log(price / before(price))
        total += r
        moments.push(r)
      }
      const r = total / legs
      market.push(r)
      trend.push(r)
      const sd = market.warm() ? market.deviation(1) : Number.NaN
      // A market that stands still has no logarithm: the least there is stands for it.
      out[0] = Math.log(Math.max(sd, 1e-12))
      const long = trend.warm() ? trend.deviation(1) : Number.NaN
      out[1] = long > 0 ? (trend.mean() * Math.sqrt(trendWindow)) / long : long
      let at = 2
      if (legs > 1) out[at++] = sd >= 0 ? meanCorrelation(each, legs, market.variance(1)) : Number.NaN
      if (thin) out[at] = thin(bar, r)
      return r
    },
  }
}

function meanCorrelation(
  each: readonly { moments: { variance(ddof: number): number } }[],
  legs: number,
  variance: number,
): number {
  let variances = 0
  let deviations = 0
  for (const { moments } of each) {
    const v = moments.variance(1)
    variances += v
    deviations += Math.sqrt(v)
  }
  const cross = deviations * deviations - variances
  return cross > 0 ? Math.max(-1, Math.min(1, (legs * legs * variance - variances) / cross)) : 0
}

function thinness(memory: Memory, legs: number, window: number): (bar: RegimeBar, r: number) => number {
  const short = rollingSum(memory, window)
  const long: Part = rollingSum(memory, 4 * window)
  const s = memory.take(1, Number.NaN)
  return (bar, r) => {
    let traded = 0
    for (let leg = 0; leg < legs; leg++) traded += bar.close[leg] * bar.volume[leg]
    // Without a trade there is nothing to divide by: the bar is passed over.
    const illiquid = traded > 0 ? Math.abs(r) / traded : Number.NaN
    const near = short(illiquid)
    const far = long(illiquid)
    if (!Number.isNaN(far)) s[0] = far > 0 && near > 0 ? Math.log((4 * near) / far) : 0
    return s[0]
  }
}
