import { doublePrecision, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Signal } from '#lib/contracts/signals.ts'
import { sides, signalKinds } from '#lib/contracts/strategy.ts'
import { createdAt, instantColumn, ownedColumns } from './columns.ts'
import { pairs } from './pairs.ts'
import type { Same } from './same.ts'

/** Given once: pair, bar and kind are unique, so a restart can repeat the bar but not the signal. */
export const signals = pgTable(
  'signals',
  {
    id: uuid('id').primaryKey(),
    pairId: uuid('pair_id')
      .notNull()
      .references(() => pairs.id, { onDelete: 'cascade' }),
    strategy: text('strategy').notNull(),
    kind: text('kind', { enum: signalKinds }).notNull(),
    side: text('side', { enum: sides }).notNull(),
    barTs: instantColumn('bar_ts').notNull(),
    closedAt: instantColumn('closed_at').notNull(),
    z: doublePrecision('z'),
    spread: doublePrecision('spread'),
    beta: doublePrecision('beta'),
    yClose: doublePrecision('y_close').notNull(),
    xClose: doublePrecision('x_close').notNull(),
    strength: doublePrecision('strength').notNull(),
    reason: text('reason').notNull(),
    ...ownedColumns,
    createdAt,
  },
  (t) => [
    uniqueIndex('signals_once').on(t.pairId, t.barTs, t.kind),
    index('signals_closed').on(t.closedAt, t.id),
    index('signals_pair').on(t.pairId, t.closedAt),
  ],
)

export const signalRowIsContract: Same<typeof signals.$inferSelect, Signal> = true
