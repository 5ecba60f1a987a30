import { and, eq } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { walkForwards } from '../schema/studies.ts'
import { newestPage, type PageRequest } from './page.ts'
import { type Eyes, visibleTo } from './visible.ts'

/** A run without its track: lists and most fields do not need it. */
export type WalkForwardRow = Omit<typeof walkForwards.$inferSelect, 'trackTs' | 'trackReturns' | 'trackFold'>

const { trackTs, trackReturns, trackFold, ...columns } = {
  id: walkForwards.id,
  jobId: walkForwards.jobId,
  ownerId: walkForwards.ownerId,
  visibility: walkForwards.visibility,
  request: walkForwards.request,
  state: walkForwards.state,
  manifest: walkForwards.manifest,
  result: walkForwards.result,
  computeMs: walkForwards.computeMs,
  createdAt: walkForwards.createdAt,
  finishedAt: walkForwards.finishedAt,
  trackTs: walkForwards.trackTs,
  trackReturns: walkForwards.trackReturns,
  trackFold: walkForwards.trackFold,
}

export async function listWalkForwards(db: Queryable, eyes: Eyes, request: PageRequest) {
  const filter = visibleTo(eyes, walkForwards)
  return newestPage(walkForwards, request, {
    filter,
    read: (where, order, limit) =>
      db
        .select(columns)
        .from(walkForwards)
        .where(where)
        .orderBy(...order)
        .limit(limit),
    count: () => db.$count(walkForwards, filter),
  })
}

export async function findWalkForward(db: Queryable, eyes: Eyes, id: string): Promise<WalkForwardRow | null> {
  const [row] = await db
    .select(columns)
    .from(walkForwards)
    .where(and(eq(walkForwards.id, id), visibleTo(eyes, walkForwards)))
  return row ?? null
}

export async function insertWalkForward(db: Queryable, row: typeof walkForwards.$inferInsert): Promise<WalkForwardRow> {
  const [made] = await db.insert(walkForwards).values(row).returning(columns)
  return made
}

/** The stitched track. The caller has checked that the run may be seen. */
export async function readTrack(db: Queryable, id: string) {
  const [row] = await db
    .select({ ts: trackTs, returns: trackReturns, fold: trackFold })
    .from(walkForwards)
    .where(eq(walkForwards.id, id))
  return row?.ts && row.returns && row.fold ? { ts: row.ts, returns: row.returns, fold: row.fold } : null
}
