import postgres from 'postgres'
import type { Visibility } from '#lib/contracts/common.ts'
import type { EventPayload, EventStream } from '#lib/contracts/events.ts'
import { driver, type Queryable } from './client.ts'
import { outbox } from './schema/events.ts'

export interface NewEvent<S extends EventStream = EventStream> {
  readonly stream: S
  readonly key: string
  readonly payload: EventPayload<S>
  readonly ownerId: string | null
  readonly visibility: Visibility
}

/** Records events in the transaction of the facts they tell. A relay numbers them once that transaction is seen. */
export async function publish(tx: Queryable, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx.insert(outbox).values(events.map((event) => ({ ...event })))
}

/** Any constant: the relay that holds this lock is the only one that numbers events. */
const relayLock = 7_208_150_302
/** Channel of the wake-up: no payload, at most one a batch. */
export const eventsChannel = 'titan_events'
const batchSize = 1_000
const quickMs = 2
const quickForMs = 100

export interface Relay {
  /** Resolves when this relay holds the lock and is numbering events. */
  readonly leading: Promise<void>
  stop(): Promise<void>
}

/**
 * Moves what is visible in `outbox` to `events`, in one session. The identity column is written by nobody else, so
 * positions are never out of order, and an open transaction elsewhere delays its own events only.
 * A crash rolls one batch back; a second relay waits on the lock. Errors reconnect with a pause.
 */
export function startRelay(
  url: string,
  { pollMs = 10, onError = (_: unknown) => {} }: { pollMs?: number; onError?: (error: unknown) => void } = {},
): Relay {
  let running = true
  let led: () => void = () => {}
  const leading = new Promise<void>((resolve) => (led = resolve))

  const lead = async () => {
    const sql = postgres(url, {
      ...driver,
      max: 1,
      idle_timeout: 0,
      max_lifetime: null,
      connection: { application_name: 'titan-relay' },
    })
    try {
      let session = 0
      while (session === 0 && running) {
        const [{ held, pid }] = await sql<{ held: boolean; pid: number }[]>`
          select pg_try_advisory_lock(${relayLock}) as held, pg_backend_pid() as pid`
        if (held) session = pid
        else await pause(250)
      }
      led()
      let movedAt = 0
      while (running) {
        const moved = await moveBatch(sql, session)
        if (moved > 0) movedAt = Date.now()
        // What moves is followed by more (a bar, then its signals): for a moment the looks are quicker.
        if (moved < batchSize) await pause(Date.now() - movedAt < quickForMs ? quickMs : pollMs)
      }
    } finally {
      await sql.end({ timeout: 2 })
    }
  }

  const done = (async () => {
    while (running) {
      try {
        await lead()
      } catch (error) {
        onError(error)
        if (running) await pause(500)
      }
    }
  })()
  return {
    leading,
    async stop() {
      running = false
      await done
    },
  }
}

/**
 * One batch, one statement, one transaction: delete, number, wake the readers. Returns how many moved.
 * The driver reconnects by itself, and a new session does not hold the lock: it moves nothing and says so.
 */
async function moveBatch(sql: postgres.Sql, session: number): Promise<number> {
  const [{ moved, pid }] = await sql<{ moved: number; pid: number }[]>`
    with batch as (
      delete from outbox where pg_backend_pid() = ${session} and ctid = any(array(select ctid from outbox order by seq limit ${batchSize}))
      returning seq, stream, key, payload, owner_id, visibility
    ), numbered as (
      insert into events (stream, key, payload, owner_id, visibility)
      select stream, key, payload, owner_id, visibility from batch order by seq
      returning 1
    )
    select count(*)::int as moved, pg_backend_pid() as pid, case when count(*) > 0 then pg_notify(${eventsChannel}, '') end from numbered`
  if (pid !== session) throw new Error('The relay lost its session, and with it the lock')
  return moved
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
