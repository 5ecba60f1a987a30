import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { eventStreams } from '#lib/contracts/events.ts'
import { createdAt, instantColumn, ownedColumns } from './columns.ts'

const facts = {
  stream: text('stream', { enum: eventStreams }).notNull(),
  key: text('key').notNull(),
  payload: jsonb('payload').$type<unknown>().notNull(),
  ownerId: uuid('owner_id'),
  visibility: ownedColumns.visibility,
}

/** Written in the transaction of the fact it tells; emptied by the relay. */
export const outbox = pgTable('outbox', {
  seq: bigint('seq', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  ...facts,
  createdAt,
})

/** The event log. Only the relay writes it, in one session, so `pos` is never out of order. */
export const events = pgTable(
  'events',
  {
    pos: bigint('pos', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    ...facts,
    at: instantColumn('at').notNull().defaultNow(),
  },
  (t) => [index('events_stream').on(t.stream, t.pos), index('events_at').on(t.at)],
)

/** Heart-beats of the processes: what is running, since when, on which host. */
export const heartbeats = pgTable('heartbeats', {
  id: uuid('id').primaryKey(),
  role: text('role').notNull(),
  pid: bigint('pid', { mode: 'number' }).notNull(),
  startedAt: instantColumn('started_at').notNull(),
  beatAt: instantColumn('beat_at').notNull(),
  detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
})
