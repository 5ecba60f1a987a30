import type { LagRule, ScanRow } from '#lib/contracts/pairs.ts'
import { type AllPairs, allPairs } from '#lib/kernels/all-pairs.ts'
import { fastNormalCdf } from '#lib/kernels/fast-normal.ts'
import { pairIndex } from '#lib/kernels/pair-products.ts'
import { type PairProducts, simdPairProducts } from '#lib/kernels/pair-products-simd.ts'
import { sameTimes } from '#lib/market/join.ts'
import { summary } from '#lib/stats/half-life.ts'
import { mackinnonCritical, mackinnonP } from '#lib/stats/mackinnon.ts'
import type { Prepared } from './series.ts'

/** Screening figures of the pairs of series that share their times. */
export interface Screen {
  /** Number of the pair in the screen, or −1 when the direct method must be used. */
  find(i: number, j: number): number
  p(at: number): number
  pHolm(at: number): number | null
  halfLife(at: number): number | null
  spreadSdBps(at: number): number
  row(at: number, y: string, x: string): ScanRow
}

let products: PairProducts | null = null

/**
 * Screens the largest set of usable series on the same times by the all-pairs kernel. Null when there are too few of
 * them, or the sample cannot carry the lags: then every pair goes the direct way.
 */
export function screen(
  series: readonly Prepared[],
  lags: LagRule,
  both: boolean,
  overlapMin: number,
  onStage: (stage: number, stages: number) => void,
): Screen | null {
  const group = largestGroup(series)
  const n = series[group[0]]?.ts.length ?? 0
  if (group.length < 3 || n < overlapMin || (typeof lags === 'number' && lags > Math.floor(n / 2) - 1)) return null
  products ??= simdPairProducts()
  const kernel = allPairs(
    group.map((k) => series[k].log),
    { lags, both, products, onStage },
  )
  const position = new Int32Array(series.length).fill(-1)
  for (const [k, one] of group.entries()) position[one] = k
  const p = pValues(kernel.stat)
  const reversed = pValues(kernel.reversedStat)
  const crit = mackinnonCritical('c', 2, n - 1)
  return {
    find(i, j) {
      if (position[i] < 0 || position[j] < 0) return -1
      const at = pairIndex(position[i], position[j], group.length)
      return Number.isNaN(kernel.stat[at]) || (both && Number.isNaN(kernel.reversedStat[at])) ? -1 : at
    },
    p: (at) => p[at],
    pHolm: (at) => (both ? Math.min(1, 2 * Math.min(p[at], reversed[at])) : null),
    halfLife: (at) => (kernel.lambda[at] < 0 ? -Math.LN2 / kernel.lambda[at] : null),
    spreadSdBps: (at) => kernel.spreadSd[at] * 1e4,
    row(at, y, x) {
      const life = summary(kernel.lambda[at], kernel.intercept[at], n - 1, kernel.lambdaError[at])
      return {
        y,
        x,
        n,
        stat: kernel.stat[at],
        p: p[at],
        q: null,
        crit,
        alpha: kernel.alpha[at],
        beta: kernel.beta[at],
        halfLife: life.linear,
        halfLifeExact: life.exact,
        halfLifeCi: life.interval,
        lags: kernel.lags[at],
        reversed: both ? { stat: kernel.reversedStat[at], p: reversed[at] } : null,
        pHolm: this.pHolm(at),
        correlation: correlationOf(kernel, at),
        z: kernel.z[at],
        spreadSdBps: kernel.spreadSd[at] * 1e4,
        rejected: null,
      }
    },
  }
}

function correlationOf(kernel: AllPairs, at: number): number | null {
  return Number.isFinite(kernel.correlation[at]) ? kernel.correlation[at] : null
}

function pValues(stats: Float64Array): Float64Array {
  return stats.map((stat) => mackinnonP(stat, 'c', 2, fastNormalCdf))
}

/** Numbers of the usable series of the commonest set of times. */
function largestGroup(series: readonly Prepared[]): number[] {
  const groups: number[][] = []
  for (const [k, one] of series.entries()) {
    if (one.problem !== null) continue
    const group = groups.find((members) => sameTimes(series[members[0]].ts, one.ts))
    if (group) group.push(k)
    else groups.push([k])
  }
  return groups.reduce<number[]>((best, group) => (group.length > best.length ? group : best), [])
}
