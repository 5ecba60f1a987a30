import type { ScanLimits, ScanOptions, ScanResult, ScanRow, ScanStages } from '#lib/contracts/pairs.ts'
import { Fault } from '#lib/fault.ts'
import { joinByTime, sameTimes, take } from '#lib/market/join.ts'
import { benjaminiHochberg, discoveryRate } from '#lib/stats/multiple.ts'
import { clustersOf } from './clusters.ts'
import { rejectedBecause } from './limits.ts'
import { screen } from './screen.ts'
import { type Prepared, prepare, type ScanSeries } from './series.ts'
import { refusedRow, testPair } from './test-pair.ts'

export interface ScanWork {
  /** Only these pairs, each `[y, x]`, in this order, by the direct method. Default: every series with every later one. */
  readonly pairs?: readonly (readonly [string, string])[]
  /** Whether rejected pairs have their row in the result. Default true. */
  readonly all?: boolean
  /** A clock in milliseconds for `computeMs`; without one it is 0. */
  readonly now?: () => number
  /** Called now and then with the number of pairs done and of all. */
  readonly onProgress?: (done: number, total: number) => void
  /** Asked now and then; true ends the scan with a `refused` Fault. */
  readonly shouldStop?: () => boolean
}

type Outcome = { readonly row: ScanRow; readonly tested: number }

/** Marks a pair of two clusters. */
const untested = -2

/** Pairs between two looks at the stop signal. */
const pairsPerLook = 16

/**
 * Tests pairs of series for cointegration and says of each why it is kept or not. Series are joined by time; both
 * directions are paid for by Holm, the many pairs by Benjamini and Hochberg over the whole scan. Pairs on the same times
 * are screened all at once, and those that are kept are confirmed by the direct method. With `stages` this is done on two
 * windows, with `clusters` only between series whose returns go together.
 * A pair that cannot be tested stays in the result with its reason.
 */
export function scan(series: readonly ScanSeries[], options: ScanOptions & ScanWork): ScanResult {
  const started = options.now?.() ?? 0
  const prepared = series.map(prepare)
  const bySymbol = new Map(prepared.map((one) => [one.symbol, one]))
  if (bySymbol.size < series.length) throw new Fault('input', `A symbol occurs twice among ${series.length} series`)
  const result = options.stages ? inTwoStages(series, options, options.stages) : oneStage(prepared, bySymbol, options)
  return { ...result, computeMs: options.now ? options.now() - started : 0 }
}

type Counted = Omit<ScanResult, 'computeMs'>

function oneStage(
  prepared: readonly Prepared[],
  bySymbol: Map<string, Prepared>,
  options: ScanOptions & ScanWork,
): Counted {
  if (options.pairs) return chosen(bySymbol, options.pairs, options)
  return everything(prepared, options, options.clusters ? clustersOf(prepared, options.clusters.minCorrelation) : null)
}

/** Screens on the first part of the bars, confirms on the rest; only survivors count as hypotheses of the second. */
function inTwoStages(
  series: readonly ScanSeries[],
  options: ScanOptions & ScanWork,
  { split, screenP }: ScanStages,
): Counted {
  const longest = series.reduce((best, one) => (one.ts.length > best.ts.length ? one : best), series[0])
  const border = longest ? longest.ts[Math.floor(split * longest.ts.length)] : 0
  const cut = (keep: (ts: number) => boolean) =>
    series.map(({ symbol, ts, close }) => ({ symbol, ts: ts.filter(keep), close: close.filter((_, i) => keep(ts[i])) }))
  const single = { ...options, stages: undefined }
  const { computeMs: _, ...first } = scan(
    cut((ts) => ts < border),
    { ...single, all: true, now: undefined },
  )
  const survivors = first.pairs.filter((row) => row.p !== null && (row.pHolm ?? row.p) <= screenP)
  const pairs = survivors.map(({ y, x }): [string, string] => [y, x])
  const { computeMs: __, ...second } = scan(
    cut((ts) => ts >= border),
    { ...single, clusters: undefined, pairs, all: true, now: undefined },
  )
  const confirmed = new Map(second.pairs.map((row) => [`${row.y} ${row.x}`, row]))
  const rows = first.pairs.map((row) => {
    const later = confirmed.get(`${row.y} ${row.x}`)
    if (later) return later
    if (row.p === null) return row
    const p = Number((row.pHolm ?? row.p).toPrecision(3))
    return { ...row, q: null, rejected: `p ${p} above ${screenP} in the first part` }
  })
  return {
    ...second,
    tested: first.tested + second.tested,
    pairs: options.all === false ? rows.filter((row) => row.rejected === null) : rows,
  }
}

/** The pairs somebody asked for, one after the other. */
function chosen(
  bySymbol: Map<string, Prepared>,
  wanted: readonly (readonly [string, string])[],
  options: ScanOptions & ScanWork,
): Counted {
  const look = watcher(options, wanted.length)
  const outcomes = wanted.map(([y, x], k) => {
    if (k % pairsPerLook === 0) look(k)
    return direct(bySymbol.get(y), bySymbol.get(x), y, x, options)
  })
  look(wanted.length)
  const rows = outcomes.map(({ row }) => row)
  const tested = rows.filter((row) => row.p !== null)
  const q = benjaminiHochberg(tested.map((row) => row.pHolm ?? row.p ?? 1))
  for (const [k, row] of tested.entries()) {
    row.q = q[k]
    row.rejected = rejectedBecause(row, options.limits)
  }
  return {
    ...luck(rows, tested.length),
    tested: outcomes.reduce((sum, outcome) => sum + outcome.tested, 0),
    pairs: options.all === false ? rows.filter((row) => row.rejected === null) : rows,
  }
}

/** Every pair: screened where the times agree, direct elsewhere, then q over all, then the rows. */
function everything(
  prepared: readonly Prepared[],
  options: ScanOptions & ScanWork,
  clusters: Int32Array | null,
): Counted {
  const count = prepared.length
  const total = (count * (count - 1)) / 2
  const { limits, lags } = options
  const both = options.directions === 'both'
  const look = watcher(options, total)
  const screened = screen(prepared, lags, both, limits.overlapMin, (stage, stages) =>
    look(Math.floor((0.5 * total * stage) / stages)),
  )
  const ways = new Int32Array(total).fill(-1)
  const p = new Float64Array(total).fill(Number.NaN)
  const rows = new Map<number, ScanRow>()
  let tested = 0
  let at = 0
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++, at++) {
      if (clusters && clusters[i] !== clusters[j]) {
        ways[at] = untested
        continue
      }
      const way = screened?.find(i, j) ?? -1
      ways[at] = way
      if (screened && way >= 0) {
        p[at] = screened.pHolm(way) ?? screened.p(way)
        tested += both ? 2 : 1
        continue
      }
      if (rows.size % pairsPerLook === 0) look(Math.floor(screened ? total / 2 + at / 2 : at))
      const outcome = direct(prepared[i], prepared[j], prepared[i].symbol, prepared[j].symbol, options)
      rows.set(at, outcome.row)
      tested += outcome.tested
      if (outcome.row.p !== null) p[at] = outcome.row.pHolm ?? outcome.row.p
    }
  }
  const valid = p.filter((value) => !Number.isNaN(value))
  const rate = discoveryRate(valid)
  const largestP = rate.largest(limits.qMax)
  const out: ScanRow[] = []
  at = 0
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++, at++) {
      const way = ways[at]
      if (way === untested) continue
      if (screened && way >= 0) {
        const likely = p[at] <= largestP && nearLimits(screened.halfLife(way), screened.spreadSdBps(way), limits)
        if (!likely && options.all === false) continue
        const y = prepared[i].symbol
        const x = prepared[j].symbol
        rows.set(at, likely ? direct(prepared[i], prepared[j], y, x, options).row : screened.row(way, y, x))
      }
      const row = rows.get(at)
      if (!row) continue
      if (!Number.isNaN(p[at])) {
        row.q = rate.of(p[at])
        row.rejected = rejectedBecause(row, limits)
      }
      if (options.all !== false || row.rejected === null) out.push(row)
    }
  }
  look(total)
  return { ...luck(out, valid.length), tested, pairs: out }
}

/** Whether screening figures keep the limits, or miss them by no more than their own rounding. */
function nearLimits(halfLife: number | null, spreadSdBps: number, limits: ScanLimits): boolean {
  return (
    halfLife !== null &&
    halfLife >= limits.halfLifeMin * (1 - 1e-6) &&
    halfLife <= limits.halfLifeMax * (1 + 1e-6) &&
    spreadSdBps >= limits.spreadSdMinBps * (1 - 1e-6)
  )
}

function watcher(options: ScanWork, total: number): (done: number) => void {
  return (done) => {
    if (options.shouldStop?.()) throw new Fault('refused', `The scan was stopped after ${done} of ${total} pairs`)
    options.onProgress?.(done, total)
  }
}

function direct(
  left: Prepared | undefined,
  right: Prepared | undefined,
  y: string,
  x: string,
  options: ScanOptions,
): Outcome {
  const refused = (reason: string, n = 0) => ({ row: refusedRow(y, x, n, reason), tested: 0 })
  if (!left) return refused(`unknown symbol ${y}`)
  if (!right) return refused(`unknown symbol ${x}`)
  if (y === x) return refused(`${y} with itself is not a pair`)
  const problem = left.problem ?? right.problem
  if (problem) return refused(problem)
  const legs = align(left, right)
  const n = legs.logY.length
  if (n < options.limits.overlapMin) return refused(`overlap ${n} bars below ${options.limits.overlapMin}`, n)
  return testPair({ y, x, ...legs }, options.lags, options.directions === 'both')
}

function align(left: Prepared, right: Prepared): { logY: Float64Array; logX: Float64Array } {
  if (sameTimes(left.ts, right.ts)) return { logY: left.log, logX: right.log }
  const { rows } = joinByTime([left.ts, right.ts])
  return { logY: take(left.log, rows[0]), logX: take(right.log, rows[1]) }
}

/** How many of the kept are likely to be luck: their number times the largest q among them. */
function luck(
  rows: readonly ScanRow[],
  testedPairs: number,
): Pick<ScanResult, 'kept' | 'expectedByChance' | 'expectedFalse'> {
  let kept = 0
  let worst = 0
  for (const row of rows) {
    if (row.rejected !== null) continue
    kept++
    worst = Math.max(worst, row.q ?? 0)
  }
  return { kept, expectedByChance: 0.05 * testedPairs, expectedFalse: kept * worst }
}
