import { eq } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { adaptiveStudies } from '../schema/adaptive.ts'
import { storedRuns } from './runs.ts'

const track = ['trackTs', 'trackByRegime', 'trackByCommon', 'trackRegime', 'trackFold'] as const

/** A study without its tracks: lists and most fields do not need them. */
export type AdaptiveRow = Omit<typeof adaptiveStudies.$inferSelect, (typeof track)[number]>

export const {
  list: listAdaptiveStudies,
  find: findAdaptiveStudy,
  insert: insertAdaptiveStudy,
} = storedRuns(adaptiveStudies, track)

/** Both tracks as columns. */
export interface AdaptiveTrack {
  readonly ts: number[]
  readonly byRegime: number[]
  readonly byCommon: number[]
  /** 0 calm, 1 normal, 2 stressed, NaN where nothing was told. */
  readonly regime: number[]
  readonly fold: number[]
}

/** The stitched tracks. The caller has checked that the study may be seen. */
export async function readAdaptiveTrack(db: Queryable, id: string): Promise<AdaptiveTrack | null> {
  const [row] = await db
    .select({
      ts: adaptiveStudies.trackTs,
      byRegime: adaptiveStudies.trackByRegime,
      byCommon: adaptiveStudies.trackByCommon,
      regime: adaptiveStudies.trackRegime,
      fold: adaptiveStudies.trackFold,
    })
    .from(adaptiveStudies)
    .where(eq(adaptiveStudies.id, id))
  const { ts, byRegime, byCommon, regime, fold } = row ?? {}
  return ts && byRegime && byCommon && regime && fold ? { ts, byRegime, byCommon, regime, fold } : null
}
