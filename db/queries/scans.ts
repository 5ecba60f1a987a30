import { and, asc, eq, gt, gte, lt, lte, or, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { scanRows, scanRuns } from '../schema/pairs.ts'
import { decodeCursor, encodeCursor, newestPage, type PageRequest, pageSize, toPage } from './page.ts'
import { all, type Eyes, visibleTo } from './visible.ts'

export type ScanRunRow = typeof scanRuns.$inferSelect
export type ScanRowRow = typeof scanRows.$inferSelect

export async function listScans(db: Queryable, eyes: Eyes, request: PageRequest) {
  const filter = visibleTo(eyes, scanRuns)
  return newestPage(scanRuns, request, {
    filter,
    read: (where, order, limit) =>
      db
        .select()
        .from(scanRuns)
        .where(where)
        .orderBy(...order)
        .limit(limit),
    count: () => db.$count(scanRuns, filter),
  })
}

export async function findScan(db: Queryable, eyes: Eyes, id: string): Promise<ScanRunRow | null> {
  const [row] = await db
    .select()
    .from(scanRuns)
    .where(and(eq(scanRuns.id, id), visibleTo(eyes, scanRuns)))
  return row ?? null
}

export async function insertScan(db: Queryable, row: typeof scanRuns.$inferInsert): Promise<ScanRunRow> {
  const [made] = await db.insert(scanRuns).values(row).returning()
  return made
}

export interface ScanRowFilter {
  readonly keptOnly?: boolean | null
  readonly qMax?: number | null
  readonly halfLifeMin?: number | null
  readonly halfLifeMax?: number | null
  readonly spreadSdMinBps?: number | null
  readonly symbol?: string | null
}

/** Rows of a scan in its order (kept first, then by q, then p). The caller has checked that the scan may be seen. */
export async function listScanRows(db: Queryable, scanId: string, request: PageRequest & ScanRowFilter) {
  const first = pageSize(request)
  const number = (name: string) => sql<number>`(${scanRows.row}->>${sql.raw(`'${name}'`)})::float8`
  const filter = all(
    eq(scanRows.scanId, scanId),
    request.keptOnly && eq(scanRows.kept, true),
    isNumber(request.qMax) && lte(scanRows.q, request.qMax),
    isNumber(request.halfLifeMin) && gte(number('halfLife'), request.halfLifeMin),
    isNumber(request.halfLifeMax) && lte(number('halfLife'), request.halfLifeMax),
    isNumber(request.spreadSdMinBps) && gte(number('spreadSdBps'), request.spreadSdMinBps),
    request.symbol && or(eq(scanRows.y, request.symbol), eq(scanRows.x, request.symbol)),
  )
  const after = request.after ? decodeCursor(request.after, ['number']) : null
  const rows = await db
    .select()
    .from(scanRows)
    .where(all(filter, after && gt(scanRows.n, Number(after[0]))))
    .orderBy(asc(scanRows.n))
    .limit(first + 1)
  return toPage(
    rows,
    request,
    (row) => encodeCursor([row.n]),
    () => db.$count(scanRows, filter),
  )
}

const isNumber = (value: number | null | undefined): value is number => typeof value === 'number'

/** How many tested pairs of each scan have p below five percent. */
export async function countBelowFive(db: Queryable, scanIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ id: scanRows.scanId, n: sql<number>`count(*)::int` })
    .from(scanRows)
    .where(and(sql`${scanRows.scanId} in ${[...scanIds]}`, lt(scanRows.p, 0.05)))
    .groupBy(scanRows.scanId)
  return new Map(rows.map((row) => [row.id, row.n]))
}

/** What a scan said about one pair of symbols, in the direction it reports. */
export async function findScanRow(db: Queryable, scanId: string, y: string, x: string): Promise<ScanRowRow | null> {
  const [row] = await db
    .select()
    .from(scanRows)
    .where(and(eq(scanRows.scanId, scanId), eq(scanRows.y, y), eq(scanRows.x, x)))
  return row ?? null
}
