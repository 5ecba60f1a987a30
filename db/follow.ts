import type postgres from 'postgres'
import type { Event, EventStream } from '#lib/contracts/events.ts'
import type { Sql } from './client.ts'
import { eventsChannel } from './outbox.ts'

type Row = {
  pos: string
  stream: EventStream
  key: string
  payload: unknown
  owner_id: string | null
  visibility: 'private' | 'shared'
  at: Date
}

const toEvent = (row: Row): Event =>
  ({
    pos: BigInt(row.pos),
    stream: row.stream,
    key: row.key,
    payload: row.payload,
    ownerId: row.owner_id,
    visibility: row.visibility,
    at: row.at,
  }) as Event

/** Events after a cursor, oldest first. `streams` empty: all of them. */
export async function readEvents(
  sql: Sql,
  after: bigint,
  { streams = [], limit = 500 }: { streams?: readonly EventStream[]; limit?: number } = {},
): Promise<Event[]> {
  const rows = await sql<Row[]>`
    select pos::text, stream, key, payload, owner_id, visibility, at from events
    where pos > ${after.toString()} ${streams.length > 0 ? sql`and stream in ${sql(streams as string[])}` : sql``}
    order by events.pos limit ${limit}`
  return rows.map(toEvent)
}

/** The newest position, and the oldest that is still kept. Zero: no event yet. */
export async function eventBounds(sql: Sql): Promise<{ oldest: bigint; newest: bigint }> {
  const [row] = await sql<{ oldest: string; newest: string }[]>`
    select coalesce(min(pos), 0)::text as oldest, coalesce(max(pos), 0)::text as newest from events`
  return { oldest: BigInt(row.oldest), newest: BigInt(row.newest) }
}

/** The oldest position of a stream that is still kept; null: none. */
export async function oldestOf(sql: Sql, stream: EventStream): Promise<bigint | null> {
  const [row] = await sql<{ oldest: string | null }[]>`
    select min(pos)::text as oldest from events where stream = ${stream}`
  return row.oldest === null ? null : BigInt(row.oldest)
}

export interface Follow {
  /** The last position handed on. */
  readonly position: bigint
  stop(): Promise<void>
}

/**
 * Hands on every event after `after`, in order, once. NOTIFY only shortens the wait: the table is read by cursor, and
 * polled every `pollMs` in case a notification or the listening connection was lost. A failed read is reported and
 * tried again; `onEvents` is awaited, so a slow reader takes larger batches instead of growing a queue.
 */
export async function follow(
  sql: Sql,
  {
    after,
    onEvents,
    onError = () => {},
    pollMs = 200,
    streams = [],
  }: {
    after: bigint
    onEvents: (events: Event[]) => void | Promise<void>
    onError?: (error: unknown) => void
    pollMs?: number
    streams?: readonly EventStream[]
  },
): Promise<Follow> {
  let position = after
  let running = true
  let wake: () => void = () => {}
  let woken = false

  const poke = () => {
    woken = true
    wake()
  }
  let listener: postgres.ListenMeta | null = null
  sql.listen(eventsChannel, poke, poke).then(async (meta) => {
    if (running) listener = meta
    else await meta.unlisten().catch(() => {})
  }, onError)

  const done = (async () => {
    while (running) {
      woken = false
      try {
        const batch = await readEvents(sql, position, { streams })
        if (batch.length > 0) {
          position = batch.at(-1)?.pos ?? position
          await onEvents(batch)
          continue
        }
      } catch (error) {
        onError(error)
      }
      if (running && !woken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pollMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
    }
  })()

  return {
    get position() {
      return position
    },
    async stop() {
      running = false
      wake()
      await done
      await listener?.unlisten().catch(() => {})
    },
  }
}
