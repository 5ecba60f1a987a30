import { Fault } from '#lib/fault.ts'
import { deviation, mean } from './columns.ts'
import { line } from './line.ts'
import { random } from './random.ts'

/** Block sizes 16, 32, … up to 512, as far as the series carries two blocks. */
function blockSizes(n: number): number[] {
  const sizes = [16, 32, 64, 128, 256, 512].filter((size) => size * 2 <= n)
  if (sizes.length < 2) throw new Fault('input', `${n} values are too few for a Hurst exponent`)
  return sizes
}

/** Slope of ln(value) on ln(size). */
function slope(sizes: readonly number[], values: readonly number[]): number {
  return line(Float64Array.from(values, Math.log), Float64Array.from(sizes, Math.log)).beta
}

/** Rescaled range of returns (Hurst 1951; Mandelbrot & Wallis 1969), blocks that do not overlap, no bias correction. */
export function hurstRescaledRange(returns: Float64Array): number {
  const sizes = blockSizes(returns.length)
  return slope(
    sizes,
    sizes.map((size) => averageOver(returns, size, rescaledRange)),
  )
}

/** Exponent of detrended fluctuations of returns (Peng et al. 1994), linear trend in each block. */
export function hurstDetrended(returns: Float64Array): number {
  const m = mean(returns)
  let total = 0
  const profile = returns.map((value) => (total += value - m))
  const sizes = blockSizes(returns.length)
  return slope(
    sizes,
    sizes.map((size) => Math.sqrt(averageOver(profile, size, detrendedVariance))),
  )
}

/** Growth of the deviation of k-step differences of levels, k = 2 … 20. Biased low on short series: calibrate. */
export function hurstDifferences(levels: Float64Array, most = 20): number {
  const lags = Array.from({ length: most - 1 }, (_, i) => i + 2)
  const spread = (lag: number) =>
    deviation(
      Float64Array.from({ length: levels.length - lag }, (_, t) => levels[t + lag] - levels[t]),
      0,
    )
  return slope(lags, lags.map(spread))
}

function averageOver(values: Float64Array, size: number, figure: (block: Float64Array) => number): number {
  const blocks = Math.floor(values.length / size)
  let total = 0
  for (let b = 0; b < blocks; b++) total += figure(values.subarray(b * size, (b + 1) * size))
  return total / blocks
}

function rescaledRange(block: Float64Array): number {
  const m = mean(block)
  let sum = 0
  let high = 0
  let low = 0
  for (let i = 0; i < block.length; i++) {
    sum += block[i] - m
    high = Math.max(high, sum)
    low = Math.min(low, sum)
  }
  return (high - low) / deviation(block, 0)
}

function detrendedVariance(block: Float64Array): number {
  return (
    line(
      block,
      Float64Array.from({ length: block.length }, (_, i) => i),
    ).ssr / block.length
  )
}

/**
 * Share of random walks of the same length whose exponent (of differences) is at most this one: small means the series
 * returns more than chance does. On 252 bars 85 % of pure random walks lie below ½, so the bare figure says nothing.
 */
export function hurstP(exponent: number, n: number, runs = 500, seed = 1): number {
  const chance = random(seed)
  let below = 0
  for (let run = 0; run < runs; run++) {
    const walk = new Float64Array(n)
    for (let i = 1; i < n; i++) walk[i] = walk[i - 1] + chance.normal()
    if (hurstDifferences(walk) <= exponent) below++
  }
  return (below + 1) / (runs + 1)
}
