import type { Sql } from '../client.ts'

export interface SeriesBounds {
  readonly seriesId: number
  readonly first: Date | null
  readonly last: Date | null
}

/** First and last open time of each series: two index look-ups a series. */
export async function seriesBounds(sql: Sql, ids: readonly number[]): Promise<Map<number, SeriesBounds>> {
  const rows = await sql<{ id: number; first: Date | null; last: Date | null }[]>`
    select s.id,
      (select ts from bars where series_id = s.id order by ts limit 1) as first,
      (select ts from bars where series_id = s.id order by ts desc limit 1) as last
    from unnest(${ids as number[]}::int[]) as s(id)`
  return new Map(rows.map((row) => [row.id, { seriesId: row.id, first: row.first, last: row.last }]))
}

export async function seriesCounts(sql: Sql, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await sql<{ id: number; n: number }[]>`
    select series_id as id, count(*)::int as n from bars where series_id = any(${ids as number[]}::int[]) group by series_id`
  return new Map(rows.map((row) => [row.id, row.n]))
}

/** Open time and length of the newest bar: of the last live one, else of the last stored one. */
export async function newestBar(sql: Sql): Promise<{ ts: number; timeframe: string } | null> {
  const [live] = await sql<{ ts: number; timeframe: string }[]>`
    select (payload->>'ts')::float8 as ts, payload->>'timeframe' as timeframe
    from events where stream = 'bars' order by pos desc limit 1`
  if (live) return live
  const [stored] = await sql<{ ts: number; timeframe: string }[]>`
    select (extract(epoch from b.ts) * 1000)::float8 as ts, s.timeframe from series s
    cross join lateral (select ts from bars where series_id = s.id order by ts desc limit 1) b
    order by b.ts desc limit 1`
  return stored ?? null
}
