import { integer, numeric, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { adjustments, timeframes } from '#lib/contracts/common.ts'
import { type Instrument, instrumentKinds, type Series } from '#lib/contracts/instruments.ts'
import { createdAt } from './columns.ts'
import type { Same } from './same.ts'

export const instruments = pgTable(
  'instruments',
  {
    id: uuid('id').primaryKey(),
    venue: text('venue').notNull(),
    symbol: text('symbol').notNull(),
    kind: text('kind', { enum: instrumentKinds }).notNull(),
    tick: numeric('tick').notNull(),
    lot: numeric('lot').notNull(),
    currency: text('currency').notNull(),
    calendar: text('calendar').notNull(),
    createdAt,
  },
  (t) => [uniqueIndex('instruments_venue_symbol').on(t.venue, t.symbol)],
)

/** Source and adjustment are part of a bar's identity: two vendors' bars of one symbol are two series. */
export const series = pgTable(
  'series',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    instrumentId: uuid('instrument_id')
      .notNull()
      .references(() => instruments.id),
    timeframe: text('timeframe', { enum: timeframes }).notNull(),
    source: text('source').notNull(),
    adjustment: text('adjustment', { enum: adjustments }).notNull(),
  },
  (t) => [uniqueIndex('series_identity').on(t.instrumentId, t.timeframe, t.source, t.adjustment)],
)

export const instrumentRowIsContract: Same<typeof instruments.$inferSelect, Instrument> = true
export const seriesRowIsContract: Same<typeof series.$inferSelect, Series> = true
