import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { arrayTypes } from './arrays.ts'
import * as schema from './schema/index.ts'

export type Sql = postgres.Sql
export type Database = PostgresJsDatabase<typeof schema>
/** A database or an open transaction of it: every query takes either. */
export type Queryable = Database | Parameters<Parameters<Database['transaction']>[0]>[0]

export interface Connection {
  readonly url: string
  readonly sql: Sql
  readonly db: Database
  close(): Promise<void>
}

/** What every client of this driver is started with. */
export const driver = { fetch_types: false, types: arrayTypes, onnotice: () => {} }

/** A pool. `name` shows in pg_stat_activity, so that one sees who holds what. */
export function connect(url: string, { max = 8, name = 'titan' }: { max?: number; name?: string } = {}): Connection {
  const sql: Sql = postgres(url, {
    ...driver,
    max,
    idle_timeout: 60,
    connect_timeout: 10,
    connection: { application_name: name, TimeZone: 'UTC' },
  })
  // Drizzle makes dates strings on the whole client. Its own columns read and write either form, so plain `sql` keeps
  // JavaScript dates, in and out.
  const { parsers, serializers } = sql.options
  const dates = [1082, 1083, 1114, 1184, 1182, 1115, 1185, 1231]
  const kept = dates.map((oid) => [oid, parsers[oid], serializers[oid]] as const)
  const db = drizzle(sql, { schema })
  for (const [oid, parser, serializer] of kept) {
    parsers[oid] = parser
    serializers[oid] = serializer
  }
  return { url, sql, db, close: () => sql.end({ timeout: 5 }) }
}
