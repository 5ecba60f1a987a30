import { asc, eq, ilike, inArray, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { instruments, series } from '../schema/instruments.ts'
import { decodeCursor, encodeCursor, type PageRequest, pageSize, toPage } from './page.ts'
import { all } from './visible.ts'

export type InstrumentRow = typeof instruments.$inferSelect
export type SeriesRow = typeof series.$inferSelect

/** Instruments by venue and symbol. `search` is part of a symbol. */
export async function listInstruments(
  db: Queryable,
  request: PageRequest & { venue?: string | null; search?: string | null },
) {
  const first = pageSize(request)
  const filter = all(
    request.venue && eq(instruments.venue, request.venue),
    request.search && ilike(instruments.symbol, `%${request.search.replace(/[\\%_]/g, '\\$&')}%`),
  )
  const after = request.after ? decodeCursor(request.after, ['string', 'string']) : null
  const rows = await db
    .select()
    .from(instruments)
    .where(all(filter, after && sql`(${instruments.venue}, ${instruments.symbol}) > (${after[0]}, ${after[1]})`))
    .orderBy(asc(instruments.venue), asc(instruments.symbol))
    .limit(first + 1)
  return toPage(
    rows,
    request,
    (row) => encodeCursor([row.venue, row.symbol]),
    () => db.$count(instruments, filter),
  )
}

export async function findInstrument(db: Queryable, id: string): Promise<InstrumentRow | null> {
  const [row] = await db.select().from(instruments).where(eq(instruments.id, id))
  return row ?? null
}

/** Instruments of one symbol, whatever the venue unless one is named. */
export function instrumentsOfSymbol(db: Queryable, symbol: string, venue?: string | null): Promise<InstrumentRow[]> {
  return db
    .select()
    .from(instruments)
    .where(all(eq(instruments.symbol, symbol), venue && eq(instruments.venue, venue)))
    .orderBy(asc(instruments.venue))
}

export function seriesOfInstruments(db: Queryable, ids: readonly string[]): Promise<SeriesRow[]> {
  return db
    .select()
    .from(series)
    .where(inArray(series.instrumentId, [...ids]))
    .orderBy(asc(series.id))
}

export async function instrumentsById(db: Queryable, ids: readonly string[]): Promise<Map<string, InstrumentRow>> {
  const rows = await db
    .select()
    .from(instruments)
    .where(inArray(instruments.id, [...ids]))
  return new Map(rows.map((row) => [row.id, row]))
}

export async function instrumentOfSeries(db: Queryable, seriesId: number): Promise<InstrumentRow | null> {
  const [row] = await db
    .select({ instrument: instruments })
    .from(series)
    .innerJoin(instruments, eq(instruments.id, series.instrumentId))
    .where(eq(series.id, seriesId))
  return row?.instrument ?? null
}

/** Bars of one kind: what a scan, a backtest or a study can be asked on. */
export interface BarSet {
  readonly venue: string
  readonly timeframe: string
  readonly source: string
  readonly adjustment: string
  readonly symbols: number
  /** The first of them by name, at most four. */
  readonly examples: readonly string[]
}

/** The kinds of bars there are over all instruments, the commonest first. */
export async function listBarSets(db: Queryable): Promise<BarSet[]> {
  const key = [instruments.venue, series.timeframe, series.source, series.adjustment] as const
  const symbols = sql<number>`count(*)::int`
  const examples = sql<string[]>`(array_agg(${instruments.symbol} order by ${instruments.symbol}))[1:4]`
  return db
    .select({ venue: key[0], timeframe: key[1], source: key[2], adjustment: key[3], symbols, examples })
    .from(series)
    .innerJoin(instruments, eq(instruments.id, series.instrumentId))
    .groupBy(...key)
    .orderBy(sql`count(*) desc`, ...key)
    .limit(500)
}

export async function venueNames(db: Queryable): Promise<string[]> {
  const rows = await db.selectDistinct({ venue: instruments.venue }).from(instruments).orderBy(asc(instruments.venue))
  return rows.map((row) => row.venue)
}
