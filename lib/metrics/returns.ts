import { logRatio } from '#lib/kernels/rolling.ts'
import { quantileSorted } from '#lib/stats/columns.ts'
import { normalPdf, normalQuantile } from '#lib/stats/distributions.ts'
import { sharpeError, sharpeInterval } from './sharpe.ts'

export interface ReturnOptions {
  /** Bars in a year: the annualisation factor. */
  readonly barsPerYear: number
  /** Annual risk-free rate. Default 0. */
  readonly riskFree?: number
}

/** What a bar without risk returns, from an annual rate. */
export const hurdleOf = (riskFree: number, barsPerYear: number): number => (1 + riskFree) ** (1 / barsPerYear) - 1

/** Figures of a series of simple returns. Null where a figure cannot be had; never infinite. */
export interface ReturnMetrics {
  readonly n: number
  readonly totalReturn: number
  readonly annualReturn: number | null
  readonly meanAnnual: number
  readonly volatilityAnnual: number | null
  readonly sharpeAnnual: number | null
  readonly sharpeCi: [number, number] | null
  readonly sortinoAnnual: number | null
  readonly maxDrawdown: number
  /** Bars from the peak before the worst drawdown to its recovery, or to the end. */
  readonly maxDrawdownBars: number
  /** Longest run of bars below a peak. */
  readonly longestUnderWater: number
  readonly averageDrawdown: number
  readonly calmar: number | null
  readonly ulcer: number
  readonly martin: number | null
  readonly omega: number | null
  readonly gainToPain: number | null
  readonly recovery: number | null
  readonly winRate: number | null
  readonly payoff: number | null
  readonly kelly: number | null
  readonly skew: number | null
  /** Excess over the normal's 3. */
  readonly kurtosisExcess: number | null
  readonly jarqueBera: number | null
  readonly stability: number | null
}

/**
 * All figures that need no sorting, in one pass over the returns. Formulas: downside deviation over all n (Sortino &
 * van der Meer 1991), population skew and kurtosis, drawdown from the running peak of the wealth that starts at 1.
 */
export function returnMetrics(returns: ArrayLike<number>, options: ReturnOptions): ReturnMetrics {
  const n = returns.length
  const { barsPerYear } = options
  const hurdle = hurdleOf(options.riskFree ?? 0, barsPerYear)
  let wealth = 1
  let peak = 1
  let peakAt = 0
  let worst = 0
  let worstFrom = 0
  let worstTo = 0
  let worstOpen = false
  let under = 0
  let longest = 0
  let depths = 0
  let depthSquares = 0
  const anchor = n > 0 ? returns[0] : 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  let s4 = 0
  let downside = 0
  let gains = 0
  let losses = 0
  let wins = 0
  let misses = 0
  let log = 0
  let logSum = 0
  let logSquares = 0
  let logTimes = 0
  for (let i = 0; i < n; i++) {
    const r = returns[i]
    const k = i + 1
    // Powers about a value inside the data: no division a bar, and constant returns give exact zeros.
    const d = r - anchor
    const dd = d * d
    s1 += d
    s2 += dd
    s3 += dd * d
    s4 += dd * dd
    const short = r - hurdle
    if (short < 0) downside += short * short
    if (r > 0) {
      gains += r
      wins++
    } else if (r < 0) {
      losses -= r
      misses++
    }
    wealth *= 1 + r
    if (wealth >= peak) {
      peak = wealth
      peakAt = k
      under = 0
      if (worstOpen) {
        worstTo = k
        worstOpen = false
      }
    } else {
      under++
      if (under > longest) longest = under
      const depth = 1 - wealth / peak
      depths += depth
      depthSquares += depth * depth
      if (depth > worst) {
        worst = depth
        worstFrom = peakAt
        worstOpen = true
      }
    }
    log += wealth > 0 ? logRatio(1 + r, 1) : 0
    logSum += log
    logSquares += log * log
    logTimes += log * i
  }
  if (worstOpen) worstTo = n
  const m1 = s1 / n
  const mean = anchor + m1
  const m2 = Math.max(0, s2 - s1 * m1)
  const m3 = s3 - 3 * m1 * s2 + 2 * m1 * m1 * s1
  const m4 = s4 - 4 * m1 * s3 + 6 * m1 * m1 * s2 - 3 * m1 * m1 * m1 * s1
  const logM2 = logSquares - (logSum * logSum) / n
  const logTime = logTimes - (logSum * (n - 1)) / 2
  const totalReturn = wealth - 1
  const variance = n > 1 ? m2 / (n - 1) : Number.NaN
  const sd = Math.sqrt(variance)
  const varies = sd > 0
  const annualReturn = n > 0 && wealth > 0 ? wealth ** (barsPerYear / n) - 1 : null
  const ratio = varies ? (mean - hurdle) / sd : null
  const skew = varies ? (Math.sqrt(n) * m3) / m2 ** 1.5 : null
  const kurtosisExcess = varies ? (n * m4) / (m2 * m2) - 3 : null
  const ulcer = n > 0 ? Math.sqrt(depthSquares / n) : 0
  const divide = (a: number | null, b: number) => (a !== null && b > 0 ? a / b : null)
  return {
    n,
    totalReturn,
    annualReturn,
    meanAnnual: n > 0 ? barsPerYear * mean : 0,
    volatilityAnnual: n > 1 ? sd * Math.sqrt(barsPerYear) : null,
    sharpeAnnual: ratio === null ? null : ratio * Math.sqrt(barsPerYear),
    sharpeCi:
      ratio === null || skew === null || kurtosisExcess === null
        ? null
        : sharpeInterval({ ratio, standardError: sharpeError(ratio, n, skew, kurtosisExcess + 3) }, barsPerYear),
    sortinoAnnual: divide((mean - hurdle) * Math.sqrt(barsPerYear), Math.sqrt(downside / n)),
    maxDrawdown: worst,
    maxDrawdownBars: worstTo - worstFrom,
    longestUnderWater: longest,
    averageDrawdown: n > 0 ? depths / n : 0,
    calmar: divide(annualReturn, worst),
    ulcer,
    martin: divide(annualReturn, ulcer),
    omega: divide(gains, losses),
    gainToPain: divide(gains - losses, losses),
    recovery: divide(totalReturn, worst),
    winRate: divide(wins, wins + misses),
    payoff: wins > 0 && misses > 0 ? gains / wins / (losses / misses) : null,
    kelly: varies ? mean / variance : null,
    skew,
    kurtosisExcess,
    jarqueBera:
      skew === null || kurtosisExcess === null ? null : (n / 6) * (skew * skew + (kurtosisExcess * kurtosisExcess) / 4),
    stability: logM2 > 0 ? timeFit(logTime, logM2, n) : null,
  }
}

/** R² of the log wealth on time, Σ(t − t̄)² = n(n² − 1)/12. */
function timeFit(cross: number, squares: number, n: number): number {
  return (cross * cross) / (squares * ((n * (n * n - 1)) / 12))
}

/** Value at risk, expected shortfall and tail ratio, as positive losses of one bar. */
export interface TailMetrics {
  readonly varHistorical: number
  readonly cvarHistorical: number
  readonly varNormal: number
  readonly cvarNormal: number
  readonly varCornishFisher: number
  readonly tailRatio: number | null
}

/**
 * Tails at `level` (0.05: the worst 5 % of bars): historical by the type-7 quantile, normal, and Cornish–Fisher (1938)
 * with population skew and excess kurtosis.
 */
export function tailMetrics(
  returns: ArrayLike<number>,
  level: number,
  moments: ReturnMetrics,
  barsPerYear: number,
): TailMetrics {
  const sorted = Float64Array.from(returns).sort()
  const low = quantileSorted(sorted, level)
  let count = 0
  let total = 0
  while (count < sorted.length && sorted[count] <= low) total += sorted[count++]
  const mean = moments.meanAnnual / barsPerYear
  const sd = (moments.volatilityAnnual ?? 0) / Math.sqrt(barsPerYear)
  const z = normalQuantile(level)
  const s = moments.skew ?? 0
  const k = moments.kurtosisExcess ?? 0
  const bent = z + ((z * z - 1) * s) / 6 + ((z ** 3 - 3 * z) * k) / 24 - ((2 * z ** 3 - 5 * z) * s * s) / 36
  return {
    varHistorical: -low,
    cvarHistorical: -total / count,
    varNormal: -(mean + sd * z),
    cvarNormal: -(mean - (sd * normalPdf(z)) / level),
    varCornishFisher: -(mean + sd * bent),
    tailRatio: low === 0 ? null : Math.abs(quantileSorted(sorted, 1 - level)) / Math.abs(low),
  }
}
