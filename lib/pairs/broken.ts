import type { RollingCointegration } from '#lib/kernels/rolling-cointegration.ts'
import { cusum } from '#lib/stats/breaks.ts'

/** Above this in every window of a whole window's length, nothing speaks for the relation any more. */
export const brokenP = 0.1
/** Level of the test for a break inside one window: strict, because every bar is looked at. */
export const breakLevel = 0.01

/**
 * Whether the relation of a pair is broken at each bar: 0 no, 1 the p-value was above 0.1 for a whole window, 2 the window
 * holds a structural break by CUSUM of its spread (Xiao & Phillips 2002). NaN before the first full window. Of windows
 * without a break it finds about one in a hundred broken while the spread returns at φ ≤ 0.9 a bar (simulated).
 * @param y, x log prices. @param rolling the test over windows of that many bars.
 */
export function brokenRelation(
  y: Float64Array,
  x: Float64Array,
  rolling: Pick<RollingCointegration, 'p' | 'alpha' | 'beta'>,
  window: number,
): Float64Array {
  const out = new Float64Array(y.length).fill(Number.NaN)
  let above = 0
  for (let t = window - 1; t < y.length; t++) {
    const p = rolling.p[t]
    above = Number.isNaN(p) || p > brokenP ? above + 1 : 0
    out[t] = above >= window ? 1 : breaksInside(y, x, rolling, t - window + 1, t) ? 2 : 0
  }
  return out
}

function breaksInside(
  y: Float64Array,
  x: Float64Array,
  { alpha, beta }: Pick<RollingCointegration, 'alpha' | 'beta'>,
  from: number,
  to: number,
): boolean {
  if (Number.isNaN(beta[to])) return false
  const spread = new Float64Array(to - from + 1)
  for (let i = from; i <= to; i++) spread[i - from] = y[i] - alpha[to] - beta[to] * x[i]
  // Half as many again as the usual rule for the bandwidth: spreads are more persistent than what it was made for.
  const lags = Math.ceil(6 * (spread.length / 100) ** (2 / 9))
  return spread.some((value) => value !== 0) && cusum(spread, lags).p < breakLevel
}
