import { mean } from './columns.ts'

/**
 * Expected block length of the stationary bootstrap for the mean of a series (Politis & White 2004, Econometric Reviews
 * 23:53, with the correction of Patton, Politis & White 2009): b = (2G² / D)^⅓ n^⅓ from flat-top estimates of the
 * spectrum. 1 for a series without memory; at most ⌈min(3√n, n/3)⌉.
 */
export function stationaryBlockLength(series: ArrayLike<number>): number {
  const n = series.length
  const longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3))
  if (n < 10) return 1
  const centre = mean(series)
  const cache: number[] = []
  const covariance = (lag: number): number => {
    for (let k = cache.length; k <= lag; k++) {
      let sum = 0
      for (let i = k; i < n; i++) sum += (series[i] - centre) * (series[i - k] - centre)
      cache.push(sum / n)
    }
    return cache[lag]
  }
  if (!(covariance(0) > 0)) return 1
  const run = Math.max(5, Math.ceil(Math.sqrt(Math.log10(n))))
  const bound = 2 * Math.sqrt(Math.log10(n) / n)
  const quiet = (lag: number) => lag >= n || Math.abs(covariance(lag) / covariance(0)) < bound
  // The first lag after which `run` correlations in a row are nothing.
  let memory = 0
  while (memory < longest && !Array.from({ length: run }, (_, k) => memory + 1 + k).every(quiet)) memory += 1
  const bandwidth = Math.min(Math.max(1, 2 * memory), longest)
  let g = 0
  let spectrum = covariance(0)
  for (let lag = 1; lag <= Math.min(bandwidth, n - 1); lag++) {
    const x = lag / bandwidth
    const weight = x <= 0.5 ? 1 : 2 * (1 - x)
    g += 2 * weight * lag * covariance(lag)
    spectrum += 2 * weight * covariance(lag)
  }
  const length = ((2 * g * g) / (2 * spectrum * spectrum)) ** (1 / 3) * n ** (1 / 3)
  return Number.isFinite(length) ? Math.min(longest, Math.max(1, length)) : 1
}
