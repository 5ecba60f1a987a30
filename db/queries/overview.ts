import { asc, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { backtestRuns } from '../schema/backtests.ts'
import { heartbeats } from '../schema/events.ts'
import { instruments } from '../schema/instruments.ts'
import { pairState, pairs } from '../schema/pairs.ts'
import { withoutDoubles } from './pairs.ts'
import { all, type Eyes, visibleTo } from './visible.ts'

export type ProcessRow = typeof heartbeats.$inferSelect

/** What is watched, held, tested and known, as far as this person may see it. */
export async function countThings(db: Queryable, eyes: Eyes) {
  const [[watched], backtests, instrumentCount] = await Promise.all([
    db
      .select({
        pairs: sql<number>`count(*)::int`,
        held: sql<number>`count(*) filter (where ${pairState.side} in ('long', 'short'))::int`,
      })
      .from(pairs)
      .leftJoin(pairState, eq(pairState.pairId, pairs.id))
      .where(all(visibleTo(eyes, pairs), withoutDoubles(eyes), eq(pairs.watching, true))),
    db.$count(backtestRuns, visibleTo(eyes, backtestRuns)),
    db.$count(instruments),
  ])
  return { pairsWatched: watched.pairs, pairsInPosition: watched.held, backtests, instruments: instrumentCount }
}

export function listProcesses(db: Queryable): Promise<ProcessRow[]> {
  return db.select().from(heartbeats).orderBy(asc(heartbeats.role), asc(heartbeats.startedAt)).limit(200)
}
