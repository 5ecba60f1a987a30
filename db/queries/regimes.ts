import { and, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { regimeRuns } from '../schema/regimes.ts'
import { storedRuns } from './runs.ts'
import type { Eyes } from './visible.ts'

/** A run without its history: lists and most fields do not need it. */
export type RegimeRunRow = Omit<
  typeof regimeRuns.$inferSelect,
  'historyTs' | 'historyRegime' | 'historyProbability' | 'historyLevel'
>

const runs = storedRuns(regimeRuns, ['historyTs', 'historyRegime', 'historyProbability', 'historyLevel'])
export const { list: listRegimeRuns, find: findRegimeRun, insert: insertRegimeRun } = runs

export interface RegimeMarket {
  readonly symbols: readonly string[]
  readonly venue?: string | null
  readonly timeframe: string
}

/** The newest finished run of one market: these symbols, in any order, and no others. */
export async function newestRegimes(db: Queryable, eyes: Eyes, market: RegimeMarket): Promise<RegimeRunRow | null> {
  const { symbols, venue, timeframe } = market
  const all = JSON.stringify(symbols)
  const newest = await runs.list(
    db,
    eyes,
    { first: 1 },
    and(
      eq(regimeRuns.state, 'done'),
      sql`${regimeRuns.request}->'symbols' @> ${all}::jsonb and ${regimeRuns.request}->'symbols' <@ ${all}::jsonb`,
      sql`${regimeRuns.request}->>'timeframe' = ${timeframe}`,
      venue ? sql`${regimeRuns.request}->>'venue' = ${venue}` : undefined,
    ),
  )
  return newest.rows[0] ?? null
}

/** The history as columns. The caller has checked that the run may be seen. */
export async function readRegimeHistory(db: Queryable, id: string) {
  const [row] = await db
    .select({
      ts: regimeRuns.historyTs,
      regime: regimeRuns.historyRegime,
      probability: regimeRuns.historyProbability,
      level: regimeRuns.historyLevel,
    })
    .from(regimeRuns)
    .where(eq(regimeRuns.id, id))
  return row?.ts && row.regime && row.probability && row.level
    ? { ts: row.ts, regime: row.regime, probability: row.probability, level: row.level }
    : null
}
