import { eq, sql } from 'drizzle-orm'
import type { SignalKind } from '#lib/contracts/strategy.ts'
import type { Queryable } from '../client.ts'
import { pairs } from '../schema/pairs.ts'
import { signals } from '../schema/signals.ts'
import { newestFirst, type PageRequest, pageSize, toPage } from './page.ts'
import { all, type Eyes, visibleTo } from './visible.ts'

export interface SignalFilter {
  readonly pairId?: string | null
  readonly kind?: SignalKind | null
}

const columns = {
  id: signals.id,
  pairId: signals.pairId,
  y: pairs.y,
  x: pairs.x,
  venue: pairs.venue,
  strategy: signals.strategy,
  kind: signals.kind,
  side: signals.side,
  barTs: signals.barTs,
  closedAt: signals.closedAt,
  z: signals.z,
  spread: signals.spread,
  beta: signals.beta,
  yClose: signals.yClose,
  xClose: signals.xClose,
  strength: signals.strength,
  reason: signals.reason,
}

const rowsOf = (db: Queryable) => db.select(columns).from(signals).innerJoin(pairs, eq(pairs.id, signals.pairId))
export type SignalRow = Awaited<ReturnType<typeof rowsOf>>[number]

/** Signals, newest first, with the symbols of their pair. */
export async function listSignals(db: Queryable, eyes: Eyes, request: PageRequest & SignalFilter) {
  const first = pageSize(request)
  const key = newestFirst(signals.closedAt, signals.id, request.after)
  const filter = all(
    visibleTo(eyes, signals),
    request.pairId && eq(signals.pairId, request.pairId),
    request.kind && eq(signals.kind, request.kind),
  )
  const rows = await rowsOf(db)
    .where(all(filter, key.where))
    .orderBy(...key.order)
    .limit(first + 1)
  return toPage(
    rows,
    request,
    (row) => key.cursor(row.closedAt, row.id),
    () => db.$count(signals, filter),
  )
}

export async function findSignal(db: Queryable, eyes: Eyes, id: string): Promise<SignalRow | null> {
  const [row] = await rowsOf(db).where(all(visibleTo(eyes, signals), eq(signals.id, id)))
  return row ?? null
}

export async function countSignalsSince(db: Queryable, eyes: Eyes, since: Date): Promise<number> {
  return db.$count(
    signals,
    all(visibleTo(eyes, signals), sql`${signals.closedAt} >= ${since.toISOString()}::timestamptz`),
  )
}
