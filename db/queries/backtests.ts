import { asc, eq, gt, sql } from 'drizzle-orm'
import type { RunState } from '#lib/contracts/backtests.ts'
import type { Queryable } from '../client.ts'
import { backtestEquity, backtestRuns, backtestTrades } from '../schema/backtests.ts'
import { decodeCursor, encodeCursor, type PageRequest, pageSize, toPage } from './page.ts'
import { storedRuns } from './runs.ts'
import { all, type Eyes } from './visible.ts'

export type BacktestRow = typeof backtestRuns.$inferSelect

const runs = storedRuns(backtestRuns)
export const { find: findBacktest, insert: insertBacktest } = runs

export const listBacktests = (
  db: Queryable,
  eyes: Eyes,
  request: PageRequest & { strategy?: string | null; state?: RunState | null },
) =>
  runs.list(
    db,
    eyes,
    request,
    all(
      request.strategy && sql`${backtestRuns.request}->>'strategy' = ${request.strategy}`,
      request.state && eq(backtestRuns.state, request.state),
    ),
  )

/** Trades in order. The caller has checked that the run may be seen. */
export async function listTrades(db: Queryable, runId: string, request: PageRequest) {
  const first = pageSize(request)
  const after = request.after ? decodeCursor(request.after, ['number']) : null
  const rows = await db
    .select({ n: backtestTrades.n, trade: backtestTrades.trade })
    .from(backtestTrades)
    .where(all(eq(backtestTrades.runId, runId), after && gt(backtestTrades.n, Number(after[0]))))
    .orderBy(asc(backtestTrades.n))
    .limit(first + 1)
  return toPage(
    rows,
    request,
    (row) => encodeCursor([row.n]),
    () => db.$count(backtestTrades, eq(backtestTrades.runId, runId)),
  )
}

/** All trades of a run, in order. The caller has checked that the run may be seen. */
export async function allTrades(db: Queryable, runId: string) {
  const rows = await db
    .select({ trade: backtestTrades.trade })
    .from(backtestTrades)
    .where(eq(backtestTrades.runId, runId))
    .orderBy(asc(backtestTrades.n))
  return rows.map(({ trade }) => trade)
}

export async function readEquity(db: Queryable, runId: string) {
  const [row] = await db.select().from(backtestEquity).where(eq(backtestEquity.runId, runId))
  return row ?? null
}
