import type { LagRule, ScanRow } from '#lib/contracts/pairs.ts'
import { correlation, deviation, differences } from '#lib/stats/columns.ts'
import { type EngleGranger, engleGranger } from '#lib/stats/engle-granger.ts'
import { type HalfLife, halfLife } from '#lib/stats/half-life.ts'
import { holm } from '#lib/stats/multiple.ts'

/** Log prices of two legs on their common times. */
export interface Legs {
  readonly y: string
  readonly x: string
  readonly logY: Float64Array
  readonly logX: Float64Array
}

/** A row that says only why the pair was not tested. */
export function refusedRow(y: string, x: string, n: number, rejected: string): ScanRow {
  return {
    y,
    x,
    n,
    stat: null,
    p: null,
    q: null,
    crit: null,
    alpha: null,
    beta: null,
    halfLife: null,
    halfLifeExact: null,
    halfLifeCi: null,
    lags: null,
    reversed: null,
    pHolm: null,
    correlation: null,
    z: null,
    spreadSdBps: null,
    rejected,
  }
}

/**
 * Direct test of one pair: Engle–Granger of log y on log x, the reverse with Holm where asked, half-life, last z-score.
 * `q` and the limits are the scan's business. @returns the row and the number of regressions that were run.
 */
export function testPair(legs: Legs, lags: LagRule, both: boolean): { row: ScanRow; tested: number } {
  const { y, x, logY, logX } = legs
  const n = logY.length
  if (same(logY, logX)) return { row: refusedRow(y, x, n, `${y} and ${x} are the same series`), tested: 0 }
  const forward = engleGranger(logY, logX, { lags, names: [y, x] })
  if (!forward.ok) return { row: refusedRow(y, x, n, forward.reason), tested: 0 }
  const backward = both ? engleGranger(logX, logY, { lags, names: [x, y] }) : null
  if (backward && !backward.ok) return { row: refusedRow(y, x, n, backward.reason), tested: 1 }
  const row = describe(legs, forward, halfLife(forward.residuals))
  if (!backward?.ok) return { row, tested: 1 }
  row.reversed = { stat: backward.stat, p: backward.p }
  row.pHolm = Math.min(...holm([forward.p, backward.p]))
  return { row, tested: 2 }
}

function describe({ y, x, logY, logX }: Legs, test: EngleGranger, life: HalfLife): ScanRow {
  const sd = deviation(test.residuals)
  const returns = correlation(differences(logY), differences(logX))
  return {
    y,
    x,
    n: logY.length,
    stat: test.stat,
    p: test.p,
    q: null,
    crit: test.crit,
    alpha: test.alpha,
    beta: test.beta,
    halfLife: life.linear,
    halfLifeExact: life.exact,
    halfLifeCi: life.interval,
    lags: test.lags,
    reversed: null,
    pHolm: null,
    correlation: Number.isFinite(returns) ? returns : null,
    z: test.residuals[test.residuals.length - 1] / sd,
    spreadSdBps: sd * 1e4,
    rejected: null,
  }
}

function same(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
