import type { ScanOptions, ScanResult, ScanRow } from '#lib/contracts/pairs.ts'
import { Fault } from '#lib/fault.ts'
import { joinByTime, sameTimes, take } from '#lib/market/join.ts'
import { benjaminiHochberg } from '#lib/stats/multiple.ts'
import { rejectedBecause } from './limits.ts'
import { type Prepared, prepare, type ScanSeries } from './series.ts'
import { refusedRow, testPair } from './test-pair.ts'

export interface ScanWork {
  /** Only these pairs, each `[y, x]`, in this order. Default: every series with every later one. */
  readonly pairs?: readonly (readonly [string, string])[]
  /** A clock in milliseconds for `computeMs`; without one it is 0. */
  readonly now?: () => number
  /** Called now and then with the number of pairs done and of all. */
  readonly onProgress?: (done: number, total: number) => void
  /** Asked now and then; true ends the scan with a `refused` Fault. */
  readonly shouldStop?: () => boolean
}

/** Pairs between two looks at the stop signal. */
const pairsPerLook = 16

/**
 * Tests pairs of series for cointegration and says of each why it is kept or not. Series are joined by time; both
 * directions are paid for by Holm, the many pairs by Benjamini and Hochberg over the whole scan.
 * A pair that cannot be tested stays in the result with its reason.
 */
export function scan(series: readonly ScanSeries[], options: ScanOptions & ScanWork): ScanResult {
  const started = options.now?.() ?? 0
  const prepared = new Map(series.map((one) => [one.symbol, prepare(one)]))
  if (prepared.size < series.length) throw new Fault('input', `A symbol occurs twice among ${series.length} series`)
  const wanted = options.pairs ?? allPairs([...prepared.keys()])
  const both = options.directions === 'both'
  const rows: ScanRow[] = []
  let tested = 0
  for (const [y, x] of wanted) {
    if (rows.length % pairsPerLook === 0) {
      if (options.shouldStop?.())
        throw new Fault('refused', `The scan was stopped after ${rows.length} of ${wanted.length} pairs`)
      options.onProgress?.(rows.length, wanted.length)
    }
    const outcome = one(prepared, y, x, options, both)
    rows.push(outcome.row)
    tested += outcome.tested
  }
  options.onProgress?.(rows.length, wanted.length)
  return { ...judge(rows, options), tested, computeMs: options.now ? options.now() - started : 0 }
}

function one(prepared: Map<string, Prepared>, y: string, x: string, options: ScanOptions, both: boolean) {
  const refused = (reason: string, n = 0) => ({ row: refusedRow(y, x, n, reason), tested: 0 })
  const left = prepared.get(y)
  const right = prepared.get(x)
  if (!left) return refused(`unknown symbol ${y}`)
  if (!right) return refused(`unknown symbol ${x}`)
  if (y === x) return refused(`${y} with itself is not a pair`)
  const problem = left.problem ?? right.problem
  if (problem) return refused(problem)
  const legs = align(left, right)
  if (legs.logY.length < options.limits.overlapMin) {
    return refused(`overlap ${legs.logY.length} bars below ${options.limits.overlapMin}`, legs.logY.length)
  }
  return testPair({ y, x, ...legs }, options.lags, both)
}

function align(left: Prepared, right: Prepared): { logY: Float64Array; logX: Float64Array } {
  if (sameTimes(left.ts, right.ts)) return { logY: left.log, logX: right.log }
  const { rows } = joinByTime([left.ts, right.ts])
  return { logY: take(left.log, rows[0]), logX: take(right.log, rows[1]) }
}

function allPairs(symbols: readonly string[]): [string, string][] {
  return symbols.flatMap((y, i) => symbols.slice(i + 1).map((x): [string, string] => [y, x]))
}

/** Fills in q over all tested rows, then the reasons, then how many of the kept are likely to be luck. */
export function judge(rows: ScanRow[], options: ScanOptions): Omit<ScanResult, 'computeMs' | 'tested'> {
  const testedRows = rows.filter((row) => row.p !== null)
  const q = benjaminiHochberg(testedRows.map((row) => row.pHolm ?? row.p ?? 1))
  let kept = 0
  let worst = 0
  testedRows.forEach((row, i) => {
    row.q = q[i]
    row.rejected = rejectedBecause(row, options.limits)
    if (row.rejected !== null) return
    kept++
    worst = Math.max(worst, q[i])
  })
  return { kept, expectedByChance: 0.05 * testedRows.length, expectedFalse: kept * worst, pairs: rows }
}
