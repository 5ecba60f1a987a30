import { eq } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Connection, Queryable } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import type { JobRun, NewJob } from '#db/jobs.ts'
import { publish } from '#db/outbox.ts'
import { accountRuns } from '#db/schema/accounts.ts'
import { adaptiveStudies } from '#db/schema/adaptive.ts'
import { backtestRuns } from '#db/schema/backtests.ts'
import { optimisations } from '#db/schema/optimisations.ts'
import { scanRuns } from '#db/schema/pairs.ts'
import { regimeRuns } from '#db/schema/regimes.ts'
import { walkForwards } from '#db/schema/studies.ts'
import type { EventPayload } from '#lib/contracts/events.ts'
import { jobPayloads } from '#lib/contracts/jobs.ts'

export type RunKind = EventPayload<'runs'>['kind']
type RunTable = PgTable & Record<'id' | 'jobId' | 'state' | 'finishedAt', PgColumn>

/** The table in which a job of a kind leaves its run. */
const tables: Readonly<Record<RunKind, RunTable>> = {
  scan: scanRuns,
  backtest: backtestRuns,
  walkforward: walkForwards,
  optimisation: optimisations,
  regimes: regimeRuns,
  account: accountRuns,
  adaptive: adaptiveStudies,
}
const tableOf = (kind: string): RunTable | undefined => tables[kind as RunKind]

async function setRow(tx: Queryable, table: RunTable, jobId: string, columns: Record<string, unknown>) {
  const [row] = await tx
    .update(table as PgTable)
    .set(columns)
    .where(eq(table.jobId, jobId))
    .returning({ id: table.id })
  return (row?.id as string | undefined) ?? null
}

/** Says that a run is at work. @returns its id, or null when it was deleted meanwhile. */
export const startRun = ({ db }: Connection, kind: RunKind, jobId: string): Promise<string | null> =>
  setRow(db, tables[kind], jobId, { state: 'running' })

/** Writes the columns of a finished run and the event that says so. @returns its id, or null when it is gone. */
export async function finishRun(
  tx: Queryable,
  kind: RunKind,
  { id: jobId, ownerId, visibility }: Pick<JobRun, 'id' | 'ownerId' | 'visibility'>,
  columns: Record<string, unknown>,
): Promise<string | null> {
  const runId = await setRow(tx, tables[kind], jobId, { state: 'done', finishedAt: new Date(), ...columns })
  if (runId)
    await publish(tx, [{ stream: 'runs', key: runId, ownerId, visibility, payload: { runId, kind, state: 'done' } }])
  return runId
}

/**
 * The row of a run that came without one: from a schedule, or as a job queued by hand. Without it the result would be
 * computed and thrown away. Kinds that leave no run have none.
 */
export async function queueRow(
  tx: Queryable,
  { id: jobId, kind, payload, ownerId, visibility }: Required<NewJob>,
): Promise<void> {
  const table = tableOf(kind)
  if (!table) return
  const request = jobPayloads[kind].parse(payload)
  const id = newId()
  const row = { id, jobId, request, state: 'queued', ownerId, visibility }
  await tx.insert(table as PgTable).values(row as never)
  const told = { runId: id, kind: kind as RunKind, state: 'queued' }
  await publish(tx, [{ stream: 'runs', key: id, ownerId, visibility, payload: told }])
}

/** The run of a job learns of an end that is none. */
export async function endRun(
  tx: Queryable,
  { id, kind }: { id: string; kind: string },
  state: 'failed' | 'cancelled',
): Promise<void> {
  const table = tableOf(kind)
  if (table) await setRow(tx, table, id, { state, finishedAt: new Date() })
}
