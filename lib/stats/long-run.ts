/** Long-run variance of a series with mean zero: Bartlett weights over `lags` autocovariances (Newey & West 1987). */
export function longRunVariance(e: Float64Array, lags: number): number {
  const n = e.length
  let total = 0
  for (let t = 0; t < n; t++) total += e[t] * e[t]
  for (let k = 1; k <= lags; k++) {
    let product = 0
    for (let t = k; t < n; t++) product += e[t] * e[t - k]
    total += 2 * (1 - k / (lags + 1)) * product
  }
  return total / n
}
