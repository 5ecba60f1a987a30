import type { ScanRow } from '#lib/contracts/pairs.ts'

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, Math.round(value)))

/**
 * How a pair is watched when nobody says otherwise: with the hedge ratio of its test, a window of six half-lives
 * (30 to 250 bars) and a time stop of three (10 to 250 bars). A pair that is as far as its time stop from its mean and
 * has not come back is no longer the pair that was tested.
 */
export function watchParams(row: Pick<ScanRow, 'alpha' | 'beta' | 'halfLife'>): Record<string, unknown> {
  const halfLife = row.halfLife ?? 20
  return {
    hedge: 'fixed',
    alpha: row.alpha ?? 0,
    beta: row.beta ?? 1,
    window: clamp(6 * halfLife, 30, 250),
    timeStopBars: clamp(3 * halfLife, 10, 250),
  }
}
