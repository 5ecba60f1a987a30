import type { LagRule, ScanRow } from '#lib/contracts/pairs.ts'
import { type AllPairs, allPairs } from '#lib/kernels/all-pairs.ts'
import { fastNormalCdf } from '#lib/kernels/fast-normal.ts'
import { pairIndex } from '#lib/kernels/pair-products.ts'
import { type PairProducts, simdPairProducts } from '#lib/kernels/pair-products-simd.ts'
import { joinByTime, sameTimes, take } from '#lib/market/join.ts'
import { summary } from '#lib/stats/half-life.ts'
import { mackinnonCritical, mackinnonP } from '#lib/stats/mackinnon.ts'
import type { Prepared } from './series.ts'

/** Screening figures of the pairs of series, by `pairIndex`. */
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
 * Screens the usable series by the all-pairs kernel: those on the same times all at once, those that begin later, end
 * sooner or lack bars on the times that they share with each of the others. Null when there are too few series; pairs
 * whose sample is too short or cannot carry the lags are left to the direct way.
 */
export function screen(
  series: readonly Prepared[],
  lags: LagRule,
  both: boolean,
  overlapMin: number,
  onStage: (stage: number, stages: number) => void,
): Screen | null {
  const carries = (n: number) => n >= overlapMin && !(typeof lags === 'number' && lags > Math.floor(n / 2) - 1)
  const parts = partsOf(series, carries)
  if (parts.length === 0 || series.filter(({ problem }) => problem === null).length < 3) return null
  products ??= simdPairProducts()
  const { kernel, bars } = together(series.length, parts, (part, k) =>
    allPairs(part.logs(), {
      ...{ lags, both, rows: part.rows, apart: part.apart, places: part.members },
      products: products ?? undefined,
      onStage: (stage, stages) => onStage(k + stage / stages, parts.length),
    }),
  )
  const p = pValues(kernel.stat)
  const reversed = pValues(kernel.reversedStat)
  return {
    find(i, j) {
      const at = pairIndex(i, j, series.length)
      return Number.isNaN(kernel.stat[at]) || (both && Number.isNaN(kernel.reversedStat[at])) ? -1 : at
    },
    p: (at) => p[at],
    pHolm: (at) => (both ? Math.min(1, 2 * Math.min(p[at], reversed[at])) : null),
    halfLife: (at) => (kernel.lambda[at] < 0 ? -Math.LN2 / kernel.lambda[at] : null),
    spreadSdBps: (at) => kernel.spreadSd[at] * 1e4,
    row(at, y, x) {
      const n = bars(at)
      const life = summary(kernel.lambda[at], kernel.intercept[at], n - 1, kernel.lambdaError[at])
      return {
        y,
        x,
        n,
        stat: kernel.stat[at],
        p: p[at],
        q: null,
        crit: mackinnonCritical('c', 2, n - 1),
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

/** Series on the same times: each of the first `rows` with every later one. */
interface Part {
  /** Numbers of the series. */
  readonly members: readonly number[]
  readonly rows: number
  /** Only with those behind the first `rows`, not among these. */
  readonly apart: boolean
  /** Bars that all of them have. */
  readonly bars: number
  /** Log prices on these bars; made when they are needed, since many parts would not fit the memory at once. */
  logs(): Float64Array[]
}

/** Every pair of usable series is in one part at most, on the times that both have. */
function partsOf(series: readonly Prepared[], carries: (n: number) => boolean): Part[] {
  const groups: number[][] = []
  for (const [k, one] of series.entries()) {
    if (one.problem !== null) continue
    const group = groups.find((members) => sameTimes(series[members[0]].ts, one.ts))
    if (group) group.push(k)
    else groups.push([k])
  }
  const times = groups.map(([first]) => series[first].ts)
  const logsOn = (group: number, rows: Uint32Array) => groups[group].map((k) => take(series[k].log, rows))
  const parts: Part[] = []
  // Groups that have all the times of one, and more.
  const longer = groups.map((): number[] => [])
  for (let a = 0; a < groups.length; a++) {
    for (let b = a + 1; b < groups.length; b++) {
      const bars = joinByTime([times[a], times[b]]).ts.length
      if (!carries(bars)) continue
      if (bars === times[a].length) longer[a].push(b)
      else if (bars === times[b].length) longer[b].push(a)
      else {
        const logs = () => {
          const { rows } = joinByTime([times[a], times[b]])
          return [...logsOn(a, rows[0]), ...logsOn(b, rows[1])]
        }
        parts.push({ members: [...groups[a], ...groups[b]], rows: groups[a].length, apart: true, bars, logs })
      }
    }
  }
  for (const [g, own] of groups.entries()) {
    const members = [...own, ...longer[g].flatMap((b) => groups[b])]
    const bars = times[g].length
    if (members.length < 2 || !carries(bars)) continue
    const logs = () => [
      ...own.map((k) => series[k].log),
      ...longer[g].flatMap((b) => logsOn(b, joinByTime([times[g], times[b]]).rows[1])),
    ]
    parts.push({ members, rows: own.length, apart: false, bars, logs })
  }
  return parts
}

/** The figures of all parts where the pairs of all series have theirs; NaN where no part has the pair. */
function together(
  count: number,
  parts: readonly Part[],
  run: (part: Part, k: number) => AllPairs,
): { kernel: AllPairs; bars: (at: number) => number } {
  const [only] = parts
  if (parts.length === 1 && only.rows === count) return { kernel: run(only, 0), bars: () => only.bars }
  const total = (count * (count - 1)) / 2
  const bars = new Int32Array(total)
  let all: AllPairs | null = null
  for (const [k, part] of parts.entries()) {
    const one = run(part, k)
    all ??= Object.fromEntries(
      Object.entries(one).map(([name, column]) => [
        name,
        column instanceof Int16Array
          ? new Int16Array(total)
          : new Float64Array(column.length > 0 ? total : 0).fill(NaN),
      ]),
    ) as unknown as AllPairs
    const columns = Object.keys(one) as (keyof AllPairs)[]
    const { members, rows, apart } = part
    for (let i = 0; i < rows; i++) {
      for (let j = apart ? rows : i + 1; j < members.length; j++) {
        const from = pairIndex(i, j, members.length)
        const [first, second] = [Math.min(members[i], members[j]), Math.max(members[i], members[j])]
        const to = pairIndex(first, second, count)
        for (const name of columns) if (all[name].length > 0) all[name][to] = one[name][from]
        bars[to] = part.bars
      }
    }
  }
  return { kernel: all as AllPairs, bars: (at) => bars[at] }
}
