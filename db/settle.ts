import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Job } from '#lib/contracts/jobs.ts'
import type { Connection, Queryable } from './client.ts'
import { publish } from './outbox.ts'
import { jobs } from './schema/jobs.ts'

/** Told that a job ended without a result, in the transaction that says so. */
export type OnEnd = (tx: Queryable, job: Pick<Job, 'id' | 'kind'>, state: 'failed' | 'cancelled') => Promise<void>

/** What is to be written with the end of a job that has no result. */
export const endedBy =
  (onEnd: OnEnd | undefined, job: Pick<Job, 'id' | 'kind'>, state: 'failed' | 'cancelled') => async (tx: Queryable) =>
    onEnd?.(tx, job, state)

/** Ends a job in the table if it is still this attempt's, and tells the watchers. False: somebody else has it. */
export async function settle(
  connection: Connection,
  row: Pick<Job, 'id' | 'kind' | 'ownerId' | 'visibility'>,
  attempt: number,
  state: 'done' | 'failed' | 'cancelled',
  { write, error = null }: { write?: (tx: Queryable) => Promise<unknown>; error?: Job['error'] } = {},
): Promise<boolean> {
  return connection.db.transaction(async (tx) => {
    const [mine] = await tx
      .select({ progress: jobs.progress, done: jobs.done, total: jobs.total, phase: jobs.phase })
      .from(jobs)
      .where(and(eq(jobs.id, row.id), eq(jobs.attempt, attempt), inArray(jobs.state, ['queued', 'running'])))
      .for('update')
    if (!mine) return false
    const result = write ? await write(tx) : null
    const progress = state === 'done' ? 1 : mine.progress
    await tx
      .update(jobs)
      .set({
        state,
        progress,
        error,
        result: result ?? null,
        finishedAt: new Date(),
        done: state === 'done' ? mine.total : mine.done,
      })
      .where(eq(jobs.id, row.id))
    await publish(tx, [
      {
        stream: 'jobs',
        key: row.id,
        ownerId: row.ownerId,
        visibility: row.visibility,
        payload: {
          id: row.id,
          kind: row.kind,
          state,
          progress,
          phase: mine.phase,
          done: mine.done,
          total: mine.total,
          error,
        },
      },
    ])
    return true
  })
}

/**
 * Ends the jobs that nobody will do any more: the queue has given them up (each attempt lost its worker), or they were
 * cancelled while their worker lay dead. Without it they would stand as running for ever. Returns how many there were.
 */
export async function settleLost(connection: Connection, onEnd?: OnEnd): Promise<number> {
  const rows = await connection.db
    .select()
    .from(jobs)
    .where(
      and(
        inArray(jobs.state, ['queued', 'running']),
        sql`exists (select 1 from pgboss.job as q where q.name = ${jobs.kind} and q.id = ${jobs.id} and q.state in ('failed', 'cancelled'))`,
      ),
    )
  let ended = 0
  for (const row of rows) {
    const state = row.cancelRequested ? 'cancelled' : 'failed'
    const write = endedBy(onEnd, row, state)
    if (await settle(connection, row, row.attempt, state, { write, error: state === 'failed' ? lost(row) : null }))
      ended += 1
  }
  return ended
}

const lost = ({ attempt }: Pick<Job, 'attempt'>): NonNullable<Job['error']> => ({
  code: 'UNAVAILABLE',
  message: `The process that did it ended without a word, ${attempt} times`,
  hint: 'Ask for less at once if memory ran out, and look into the log of the jobs role',
})
