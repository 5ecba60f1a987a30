import { bigint, doublePrecision, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instantColumn } from './columns.ts'

/**
 * Research bars, stamped with their open time. A hypertable where TimescaleDB is present, native range partitions by
 * year otherwise: a hand-written migration turns this plain table into one of the two, readers see one name.
 */
export const bars = pgTable(
  'bars',
  {
    seriesId: integer('series_id').notNull(),
    ts: instantColumn('ts').notNull(),
    open: doublePrecision('open'),
    high: doublePrecision('high'),
    low: doublePrecision('low'),
    close: doublePrecision('close').notNull(),
    volume: doublePrecision('volume'),
  },
  (t) => [primaryKey({ name: 'bars_pkey', columns: [t.seriesId, t.ts] })],
)

/** One run of `titan import`: what came in, what was refused. */
export const imports = pgTable('imports', {
  id: uuid('id').primaryKey(),
  ownerId: uuid('owner_id').notNull(),
  files: text('files').array().notNull(),
  rows: bigint('rows', { mode: 'number' }).notNull().default(0),
  changed: bigint('changed', { mode: 'number' }).notNull().default(0),
  refused: bigint('refused', { mode: 'number' }).notNull().default(0),
  createdAt,
  finishedAt: instantColumn('finished_at'),
})

/** Rows refused at the door: where they stood, which field broke which rule. Nothing disappears. */
export const quarantine = pgTable(
  'quarantine',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    importId: uuid('import_id'),
    file: text('file').notNull(),
    line: bigint('line', { mode: 'number' }).notNull(),
    field: text('field').notNull(),
    rule: text('rule').notNull(),
    message: text('message').notNull(),
    raw: text('raw').notNull(),
    createdAt,
  },
  (t) => [index('quarantine_import').on(t.importId), index('quarantine_created').on(t.createdAt)],
)
