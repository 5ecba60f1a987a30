import { eq } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { walkForwards } from '../schema/studies.ts'
import { storedRuns } from './runs.ts'

/** A run without its track: lists and most fields do not need it. */
export type WalkForwardRow = Omit<typeof walkForwards.$inferSelect, 'trackTs' | 'trackReturns' | 'trackFold'>

export const {
  list: listWalkForwards,
  find: findWalkForward,
  insert: insertWalkForward,
} = storedRuns(walkForwards, ['trackTs', 'trackReturns', 'trackFold'])

/** The stitched track. The caller has checked that the run may be seen. */
export async function readTrack(db: Queryable, id: string) {
  const [row] = await db
    .select({ ts: walkForwards.trackTs, returns: walkForwards.trackReturns, fold: walkForwards.trackFold })
    .from(walkForwards)
    .where(eq(walkForwards.id, id))
  return row?.ts && row.returns && row.fold ? { ts: row.ts, returns: row.returns, fold: row.fold } : null
}
