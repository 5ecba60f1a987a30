import { and, eq, ilike, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { series } from '../schema/instruments.ts'
import { pairState, pairs } from '../schema/pairs.ts'
import { decodeCursor, encodeCursor, newestFirst, type PageRequest, pageSize, toPage } from './page.ts'
import { systemUserId } from './system.ts'
import { all, type Eyes, ownedBy, visibleTo } from './visible.ts'

export type PairRow = typeof pairs.$inferSelect
export type PairStateRow = typeof pairState.$inferSelect

export const pairOrders = ['createdAt', 'y', 'z', 'absZ', 'q', 'halfLife'] as const
export type PairOrderField = (typeof pairOrders)[number]

const orderings: Record<PairOrderField, SQL> = {
  createdAt: sql`${pairs.createdAt}`,
  y: sql`${pairs.y}`,
  z: sql`${pairState.z}`,
  absZ: sql`abs(${pairState.z})`,
  q: sql`(${pairs.statistics}->>'q')::float8`,
  halfLife: sql`(${pairs.statistics}->>'halfLife')::float8`,
}

export interface PairFilter {
  readonly watching?: boolean | null
  readonly side?: string | null
  readonly search?: string | null
  readonly orderBy?: { readonly field: PairOrderField; readonly direction: 'asc' | 'desc' } | null
}

/** Whether two rows of pairs are of the same two series, whichever leg comes first: Y/X and X/Y are one spread. */
const sameSeries = (a: SQL, b: SQL): SQL =>
  sql`(${a}.y_series_id, ${a}.x_series_id) in ((${b}.y_series_id, ${b}.x_series_id), (${b}.x_series_id, ${b}.y_series_id))`

/**
 * Leaves out the pairs of TITAN for which the viewer's own stand: the same two series, watched by both, are listed once.
 * @param pair the name under which the query knows the table of pairs.
 */
export const withoutDoubles = ({ userId }: Eyes, pair: SQL = sql`${pairs}`): SQL =>
  sql`not (${pair}.owner_id = ${systemUserId} and exists (select 1 from pairs own where own.owner_id = ${userId} and own.watching and ${sameSeries(sql`own`, pair)}))`

/** Ids of the pairs that `withoutDoubles` leaves out. */
export async function doubledPairs(db: Queryable, eyes: Eyes): Promise<string[]> {
  const rows = await db
    .select({ id: pairs.id })
    .from(pairs)
    .where(all(eq(pairs.ownerId, systemUserId), sql`not ${withoutDoubles(eyes)}`))
    .limit(2_000)
  return rows.map(({ id }) => id)
}

/**
 * Watched pairs, newest first unless another order is asked for. A reading such as z changes with every bar, so in those
 * orders the cursor is a place in the list, not a value.
 */
export async function listPairs(db: Queryable, eyes: Eyes, request: PageRequest & PairFilter) {
  const first = pageSize(request)
  const text = request.search && `%${request.search.replace(/[\\%_]/g, '\\$&')}%`
  const side = request.side
  const filter = all(
    visibleTo(eyes, pairs),
    withoutDoubles(eyes),
    typeof request.watching === 'boolean' && eq(pairs.watching, request.watching),
    text && or(ilike(pairs.y, text), ilike(pairs.x, text)),
    side && (side === 'flat' ? sql`coalesce(${pairState.side}, 'flat') = 'flat'` : sql`${pairState.side} = ${side}`),
  )
  const rowsOf = () =>
    db.select({ pair: pairs, state: pairState }).from(pairs).leftJoin(pairState, eq(pairState.pairId, pairs.id))
  const count = async () => {
    const [row] = await db
      .select({ n: sql<number>`count(*)::int` })
      .from(pairs)
      .leftJoin(pairState, eq(pairState.pairId, pairs.id))
      .where(filter)
    return row.n
  }
  const order = request.orderBy
  if (!order) {
    const key = newestFirst(pairs.createdAt, pairs.id, request.after)
    const rows = await rowsOf()
      .where(all(filter, key.where))
      .orderBy(...key.order)
      .limit(first + 1)
    return toPage(rows, request, ({ pair }) => key.cursor(pair.createdAt, pair.id), count)
  }
  const offset = request.after ? Math.max(0, Math.trunc(Number(decodeCursor(request.after, ['number'])[0]))) : 0
  const rows = await rowsOf()
    .where(filter)
    .orderBy(
      sql`${orderings[order.field]} ${sql.raw(order.direction === 'asc' ? 'asc' : 'desc')} nulls last`,
      sql`${pairs.id} desc`,
    )
    .limit(first + 1)
    .offset(offset)
  return toPage(rows, request, (_, index) => encodeCursor([offset + index + 1]), count)
}

export async function findPair(db: Queryable, eyes: Eyes, id: string): Promise<PairRow | null> {
  const [row] = await db
    .select()
    .from(pairs)
    .where(and(eq(pairs.id, id), visibleTo(eyes, pairs)))
  return row ?? null
}

export async function pairStates(db: Queryable, ids: readonly string[]): Promise<Map<string, PairStateRow>> {
  const rows = await db
    .select()
    .from(pairState)
    .where(inArray(pairState.pairId, [...ids]))
  return new Map(rows.map((row) => [row.pairId, row]))
}

/** Venue and bar length of pairs, whoever owns them: neither ever changes. */
export async function pairPlaces(
  db: Queryable,
  ids: readonly string[],
): Promise<Map<string, { venue: string; timeframe: string }>> {
  const rows = await db
    .select({ id: pairs.id, venue: pairs.venue, timeframe: series.timeframe })
    .from(pairs)
    .innerJoin(series, eq(series.id, pairs.ySeriesId))
    .where(inArray(pairs.id, [...ids]))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Whether somebody watches these two series already, the other leg first. */
export async function watchesReversed(
  db: Queryable,
  { ownerId, ySeriesId, xSeriesId }: Pick<PairRow, 'ownerId' | 'ySeriesId' | 'xSeriesId'>,
): Promise<boolean> {
  const reversed = and(
    eq(pairs.ownerId, ownerId),
    eq(pairs.watching, true),
    eq(pairs.ySeriesId, xSeriesId),
    eq(pairs.xSeriesId, ySeriesId),
  )
  return (await db.$count(pairs, reversed)) > 0
}

/** Begins to watch. The same two series of the same owner are one pair: it is watched again with what is new. */
export async function savePair(db: Queryable, row: typeof pairs.$inferInsert): Promise<PairRow> {
  const { id: _, ownerId: __, ySeriesId: ___, xSeriesId: ____, ...fresh } = row
  const [made] = await db
    .insert(pairs)
    .values(row)
    .onConflictDoUpdate({
      target: [pairs.ownerId, pairs.ySeriesId, pairs.xSeriesId],
      set: { ...fresh, watching: true },
    })
    .returning()
  // What an earlier watch remembered belongs to other parameters.
  if (made.id !== row.id) await db.delete(pairState).where(eq(pairState.pairId, made.id))
  return made
}

export async function stopWatching(db: Queryable, eyes: Eyes, id: string): Promise<PairRow | null> {
  const [row] = await db
    .update(pairs)
    .set({ watching: false })
    .where(and(eq(pairs.id, id), ownedBy(eyes, pairs)))
    .returning()
  return row ?? null
}

/** Pairs of one person, by symbols: to mark what is already watched. */
export async function ownPairs(db: Queryable, ownerId: string): Promise<Map<string, PairRow>> {
  const rows = await db
    .select()
    .from(pairs)
    .where(and(eq(pairs.ownerId, ownerId), eq(pairs.watching, true)))
    .limit(2_000)
  return new Map(rows.map((row) => [`${row.y}/${row.x}`, row]))
}
