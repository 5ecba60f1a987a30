import { eq, ilike, sql } from 'drizzle-orm'
import type { Adjustment, Timeframe } from '#lib/contracts/common.ts'
import type { Queryable, Sql } from '../client.ts'
import { instrumentConditions } from '../schema/conditions.ts'
import { instruments, series } from '../schema/instruments.ts'
import { decodeCursor, encodeCursor, type PageRequest, pageSize, toPage } from './page.ts'
import { all } from './visible.ts'

/** What the signals role keeps of a series: the closes its conditions are made of, oldest first. */
export interface SavedConditions {
  readonly closes: readonly number[]
}

export interface ConditionRow {
  readonly seriesId: number
  readonly instrumentId: string
  readonly timeframe: Timeframe
  readonly source: string
  readonly adjustment: Adjustment
  readonly barTs: Date
  readonly close: number
  readonly anomaly: number | null
  readonly trend: number | null
  readonly volatility: number | null
  readonly saved: SavedConditions
  readonly updatedAt: Date
}

/**
 * Series that get live bars, the most unusual first. The order moves with every bar, so the cursor is a place in the
 * list, not a value.
 */
export async function listConditions(
  db: Queryable,
  request: PageRequest & { venue?: string | null; search?: string | null },
) {
  const first = pageSize(request)
  const offset = request.after ? Math.max(0, Math.trunc(Number(decodeCursor(request.after, ['number'])[0]))) : 0
  const filter = all(
    request.venue && eq(instruments.venue, request.venue),
    request.search && ilike(instruments.symbol, `%${request.search.replace(/[\\%_]/g, '\\$&')}%`),
  )
  const count = async () => {
    const [row] = await db
      .select({ n: sql<number>`count(*)::int` })
      .from(instrumentConditions)
      .innerJoin(series, eq(series.id, instrumentConditions.seriesId))
      .innerJoin(instruments, eq(instruments.id, series.instrumentId))
      .where(filter)
    return row.n
  }
  const rows = await db
    .select({
      seriesId: instrumentConditions.seriesId,
      instrumentId: series.instrumentId,
      timeframe: series.timeframe,
      source: series.source,
      adjustment: series.adjustment,
      barTs: instrumentConditions.barTs,
      close: instrumentConditions.close,
      anomaly: instrumentConditions.anomaly,
      trend: instrumentConditions.trend,
      volatility: instrumentConditions.volatility,
      saved: sql<SavedConditions>`${instrumentConditions.saved}`,
      updatedAt: instrumentConditions.updatedAt,
    })
    .from(instrumentConditions)
    .innerJoin(series, eq(series.id, instrumentConditions.seriesId))
    .innerJoin(instruments, eq(instruments.id, series.instrumentId))
    .where(filter)
    .orderBy(sql`abs(${instrumentConditions.anomaly}) desc nulls last`, instrumentConditions.seriesId)
    .limit(first + 1)
    .offset(offset)
  return toPage<ConditionRow>(rows, request, (_, index) => encodeCursor([offset + index + 1]), count)
}

/** What the conditions of a series need to know of it. */
export interface ConditionSeries {
  readonly seriesId: number
  readonly instrumentId: string
  readonly timeframe: Timeframe
  readonly calendar: string
}

export async function conditionSeries(sql: Sql, ids: readonly number[]): Promise<ConditionSeries[]> {
  return sql<ConditionSeries[]>`
    select s.id as "seriesId", s.instrument_id as "instrumentId", s.timeframe, i.calendar
    from series s join instruments i on i.id = s.instrument_id where s.id = any(${ids as number[]}::int[])`
}

/** All that was kept, beside the newest bar there is of each series. Times in UTC milliseconds. */
export async function keptConditions(
  sql: Sql,
): Promise<(ConditionSeries & { barTs: number; newestTs: number | null; saved: SavedConditions })[]> {
  return sql`
    select s.id as "seriesId", s.instrument_id as "instrumentId", s.timeframe, i.calendar, c.saved,
      (extract(epoch from c.bar_ts) * 1000)::float8 as "barTs",
      (select (extract(epoch from max(b.ts)) * 1000)::float8 from bars b where b.series_id = s.id) as "newestTs"
    from instrument_conditions c join series s on s.id = c.series_id join instruments i on i.id = s.instrument_id`
}

/** Series whose newest bar is newer than what is known of them. */
export async function seriesBehind(
  sql: Sql,
  known: readonly { readonly seriesId: number; readonly lastTs: number }[],
): Promise<number[]> {
  if (known.length === 0) return []
  const rows = await sql<{ id: number }[]>`
    select k.id from unnest(${known.map((one) => one.seriesId)}::int[], ${known.map((one) => one.lastTs)}::float8[]) as k(id, last)
    where (select extract(epoch from max(ts)) * 1000 from bars where series_id = k.id) > k.last`
  return rows.map(({ id }) => id)
}
