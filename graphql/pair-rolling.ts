import type { Sql } from '#db/client.ts'
import type { PairRow } from '#db/queries/pairs.ts'
import { loadCloses } from '#db/queries/series.ts'
import { joinByTime, take } from '#lib/market/join.ts'
import { correlationInterval, type RollingPair, rollingPair } from '#lib/pairs/rolling.ts'

export interface RollingColumns
  extends Pick<
    RollingPair,
    | 'p'
    | 'stat'
    | 'beta'
    | 'betaLow'
    | 'betaHigh'
    | 'alpha'
    | 'halfLife'
    | 'halfLifeLow'
    | 'halfLifeHigh'
    | 'correlation'
    | 'broken'
  > {
  readonly window: number
  /** Open times both legs have, UTC milliseconds; at each the window that ends there. */
  readonly ts: Float64Array
  readonly correlationLow: Float64Array
  readonly correlationHigh: Float64Array
}

const [shortest, longest] = [60, 250]

/** A sixth of what is looked at, neither too short to test nor so long that no change can show. */
export const usualWindow = (last: number): number => Math.min(longest, Math.max(shortest, Math.floor(last / 6)))

/** The last bars of a pair with its test over the window that ends at each; bars before them fill the first windows. */
export async function readPairRolling(
  sql: Sql,
  pair: Pick<PairRow, 'ySeriesId' | 'xSeriesId'>,
  last: number,
  window: number,
): Promise<RollingColumns> {
  const [left, right] = await loadCloses(sql, [pair.ySeriesId, pair.xSeriesId], { last: last + window - 1 })
  const joined = joinByTime([left.ts, right.ts])
  const rolling = rollingPair(take(left.close, joined.rows[0]), take(right.close, joined.rows[1]), window)
  const from = Math.max(0, joined.ts.length - last)
  const correlation = rolling.correlation.subarray(from)
  const bounds = Array.from(correlation, (r) => correlationInterval(r, window - 1))
  return {
    window,
    ts: joined.ts.subarray(from),
    p: rolling.p.subarray(from),
    stat: rolling.stat.subarray(from),
    beta: rolling.beta.subarray(from),
    betaLow: rolling.betaLow.subarray(from),
    betaHigh: rolling.betaHigh.subarray(from),
    alpha: rolling.alpha.subarray(from),
    halfLife: rolling.halfLife.subarray(from),
    halfLifeLow: rolling.halfLifeLow.subarray(from),
    halfLifeHigh: rolling.halfLifeHigh
      .subarray(from)
      .map((value) => (value === Number.POSITIVE_INFINITY ? Number.NaN : value)),
    broken: rolling.broken.subarray(from),
    correlation,
    correlationLow: Float64Array.from(bounds, ([low]) => low),
    correlationHigh: Float64Array.from(bounds, ([, high]) => high),
  }
}
