import { doublePrecision, integer, jsonb, pgTable } from 'drizzle-orm/pg-core'
import { instantColumn } from './columns.ts'
import { series } from './instruments.ts'

/** Where one series stands after its last bar, kept by the signals role; indicators go on from `saved` after a restart. */
export const instrumentConditions = pgTable('instrument_conditions', {
  seriesId: integer('series_id')
    .primaryKey()
    .references(() => series.id, { onDelete: 'cascade' }),
  barTs: instantColumn('bar_ts').notNull(),
  close: doublePrecision('close').notNull(),
  /** Distance of the last return from its window, in robust deviations. */
  anomaly: doublePrecision('anomaly'),
  trend: doublePrecision('trend'),
  /** A year, as a fraction. */
  volatility: doublePrecision('volatility'),
  saved: jsonb('saved').$type<unknown>().notNull(),
  updatedAt: instantColumn('updated_at').notNull(),
})
