import type { Sql } from '../client.ts'
import { seriesBounds } from './bars.ts'

export interface Overlap {
  /** Bars at which every series has one, counted up to `most`. */
  readonly bars: number
  /** First and last open time that all of them could share, whatever was asked; null where one is empty or none is shared. */
  readonly span: readonly [first: Date, last: Date] | null
}

/**
 * How many bars several series have in common between two times, both included. It stops counting at `most`, so that
 * asking whether there are enough costs as much as enough is, and not as much as there are.
 */
export async function overlapOf(
  sql: Sql,
  seriesIds: readonly number[],
  { from, to, most }: { from?: number; to?: number; most: number },
): Promise<Overlap> {
  const bounds = await seriesBounds(sql, seriesIds)
  const [firsts, lasts] = [[] as number[], [] as number[]]
  for (const id of seriesIds) {
    const { first, last } = bounds.get(id) ?? {}
    if (!first || !last) return { bars: 0, span: null }
    firsts.push(first.getTime())
    lasts.push(last.getTime())
  }
  const [first, last] = [Math.max(...firsts), Math.min(...lasts)]
  if (first > last) return { bars: 0, span: null }
  const span = [new Date(first), new Date(last)] as const
  const [low, high] = [Math.max(first, from ?? first), Math.min(last, to ?? last)]
  if (low > high) return { bars: 0, span }
  const [one, ...others] = seriesIds
  const [{ n }] = await sql<{ n: number }[]>`
    select count(*)::int as n from (
      select 1 from bars b
      where b.series_id = ${one} and b.ts >= ${new Date(low)} and b.ts <= ${new Date(high)}
        and not exists (
          select 1 from unnest(${others as number[]}::int[]) as other(id)
          where not exists (select 1 from bars o where o.series_id = other.id and o.ts = b.ts))
      limit ${most}) shared`
  return { bars: n, span }
}
