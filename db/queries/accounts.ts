import { and, asc, eq, gt } from 'drizzle-orm'
import type { BacktestTrade } from '#lib/contracts/backtests.ts'
import type { Queryable } from '../client.ts'
import { accountCurves, accountRuns, accountTrades } from '../schema/accounts.ts'
import { decodeCursor, encodeCursor, type PageRequest, pageSize, toPage } from './page.ts'
import { storedRuns } from './runs.ts'
import { all } from './visible.ts'

export type AccountRow = typeof accountRuns.$inferSelect

export const { list: listAccounts, find: findAccount, insert: insertAccount } = storedRuns(accountRuns)

export interface Curve {
  readonly ts: number[]
  readonly equity: number[]
  readonly drawdown: number[]
  readonly exposure: number[]
}

/** The curve of the account (`place` 0) or of a sleeve (from 1). The caller has checked that the run may be seen. */
export async function readCurve(db: Queryable, runId: string, place = 0): Promise<Curve | null> {
  const [row] = await db
    .select({ ...curveColumns, ts: accountCurves.ts })
    .from(accountCurves)
    .where(and(eq(accountCurves.runId, runId), eq(accountCurves.place, place)))
  if (!row) return null
  if (row.ts) return { ...row, ts: row.ts }
  const [times] = await db
    .select({ ts: accountCurves.ts })
    .from(accountCurves)
    .where(and(eq(accountCurves.runId, runId), eq(accountCurves.place, 0)))
  return { ...row, ts: times?.ts ?? [] }
}
const curveColumns = {
  equity: accountCurves.equity,
  drawdown: accountCurves.drawdown,
  exposure: accountCurves.exposure,
}

/** Trades of one sleeve, in order. The caller has checked that the run may be seen. */
export async function listSleeveTrades(db: Queryable, runId: string, place: number, request: PageRequest) {
  const first = pageSize(request)
  const after = request.after ? decodeCursor(request.after, ['number']) : null
  const whose = and(eq(accountTrades.runId, runId), eq(accountTrades.place, place))
  const rows = await db
    .select({ n: accountTrades.n, trade: accountTrades.trade })
    .from(accountTrades)
    .where(all(whose, after && gt(accountTrades.n, Number(after[0]))))
    .orderBy(asc(accountTrades.n))
    .limit(first + 1)
  return toPage(
    rows,
    request,
    (row) => encodeCursor([row.n]),
    () => db.$count(accountTrades, whose),
  )
}

/** All trades of a run, those of each sleeve in order. The caller has checked that the run may be seen. */
export async function allAccountTrades(
  db: Queryable,
  runId: string,
): Promise<{ place: number; trade: BacktestTrade }[]> {
  return db
    .select({ place: accountTrades.place, trade: accountTrades.trade })
    .from(accountTrades)
    .where(eq(accountTrades.runId, runId))
    .orderBy(asc(accountTrades.place), asc(accountTrades.n))
}
