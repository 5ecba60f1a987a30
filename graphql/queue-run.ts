import type { Queryable } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import { publish } from '#db/outbox.ts'
import type { Visibility } from '#lib/contracts/common.ts'
import type { JobPayload } from '#lib/contracts/jobs.ts'
import { type Context, queueOf, viewerOf } from './context.ts'
import { checkRun, type RunKind } from './questions.ts'

/** What every run begins with: its row, the job that does it, whose it is. */
export interface NewRun<Request> {
  readonly id: string
  readonly jobId: string
  readonly request: Request
  readonly state: 'queued'
  readonly ownerId: string
  readonly visibility: Visibility
}

/** A run, its job and the event that says so, in one transaction: all or nothing. What could only fail is refused first. */
export async function queueRun<K extends RunKind, Request extends JobPayload<K>, Row extends { id: string }>(
  context: Context,
  kind: K,
  request: Request,
  insert: (tx: Queryable, run: NewRun<Request>) => Promise<Row>,
): Promise<Row> {
  const viewer = viewerOf(context)
  const queue = queueOf(context)
  await checkRun(context, kind, request)
  const jobId = newId()
  const owned = { ownerId: viewer.userId, visibility: request.visibility }
  return context.house.connection.db.transaction(async (tx) => {
    const run = await insert(tx, { id: newId(), jobId, request, state: 'queued', ...owned })
    await queue.enqueue(tx, { id: jobId, kind, payload: request, ...owned })
    await publish(tx, [{ stream: 'runs', key: run.id, payload: { runId: run.id, kind, state: 'queued' }, ...owned }])
    return run
  })
}
