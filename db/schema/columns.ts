import { customType, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { type Visibility, visibilities } from '#lib/contracts/common.ts'

/** Milliseconds in code, `timestamptz(3)` in the table: a JavaScript date loses nothing on the way. */
export const instantColumn = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** Every row that somebody made says whose it is and who may see it. */
export const ownedColumns = {
  ownerId: uuid('owner_id').notNull(),
  visibility: text('visibility', { enum: visibilities }).$type<Visibility>().notNull().default('private'),
}

export const createdAt = instantColumn('created_at').notNull().defaultNow()

/** Bytes. */
export const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({ dataType: () => 'bytea' })
