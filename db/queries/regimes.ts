import { and, desc, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { regimeRuns } from '../schema/regimes.ts'
import { newestPage, type PageRequest } from './page.ts'
import { type Eyes, visibleTo } from './visible.ts'

/** A run without its history: lists and most fields do not need it. */
export type RegimeRunRow = Omit<
  typeof regimeRuns.$inferSelect,
  'historyTs' | 'historyRegime' | 'historyProbability' | 'historyLevel'
>

const columns = {
  id: regimeRuns.id,
  jobId: regimeRuns.jobId,
  ownerId: regimeRuns.ownerId,
  visibility: regimeRuns.visibility,
  request: regimeRuns.request,
  state: regimeRuns.state,
  manifest: regimeRuns.manifest,
  result: regimeRuns.result,
  computeMs: regimeRuns.computeMs,
  createdAt: regimeRuns.createdAt,
  finishedAt: regimeRuns.finishedAt,
}

export async function listRegimeRuns(db: Queryable, eyes: Eyes, request: PageRequest) {
  const filter = visibleTo(eyes, regimeRuns)
  return newestPage(regimeRuns, request, {
    filter,
    read: (where, order, limit) =>
      db
        .select(columns)
        .from(regimeRuns)
        .where(where)
        .orderBy(...order)
        .limit(limit),
    count: () => db.$count(regimeRuns, filter),
  })
}

export async function findRegimeRun(db: Queryable, eyes: Eyes, id: string): Promise<RegimeRunRow | null> {
  const [row] = await db
    .select(columns)
    .from(regimeRuns)
    .where(and(eq(regimeRuns.id, id), visibleTo(eyes, regimeRuns)))
  return row ?? null
}

export interface RegimeMarket {
  readonly symbols: readonly string[]
  readonly venue?: string | null
  readonly timeframe: string
}

/** The newest finished run of one market: these symbols, in any order, and no others. */
export async function newestRegimes(db: Queryable, eyes: Eyes, market: RegimeMarket): Promise<RegimeRunRow | null> {
  const { symbols, venue, timeframe } = market
  const all = JSON.stringify(symbols)
  const [row] = await db
    .select(columns)
    .from(regimeRuns)
    .where(
      and(
        visibleTo(eyes, regimeRuns),
        eq(regimeRuns.state, 'done'),
        sql`${regimeRuns.request}->'symbols' @> ${all}::jsonb and ${regimeRuns.request}->'symbols' <@ ${all}::jsonb`,
        sql`${regimeRuns.request}->>'timeframe' = ${timeframe}`,
        venue ? sql`${regimeRuns.request}->>'venue' = ${venue}` : undefined,
      ),
    )
    .orderBy(desc(regimeRuns.createdAt), desc(regimeRuns.id))
    .limit(1)
  return row ?? null
}

export async function insertRegimeRun(db: Queryable, row: typeof regimeRuns.$inferInsert): Promise<RegimeRunRow> {
  const [made] = await db.insert(regimeRuns).values(row).returning(columns)
  return made
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
