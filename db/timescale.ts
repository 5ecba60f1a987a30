import type { Sql } from './client.ts'

export type DatabaseMode = 'timescale' | 'apache' | 'plain'

/** What this database can do: TimescaleDB whole, its Apache edition (hypertables only), or plain PostgreSQL. */
export async function databaseMode(sql: Sql): Promise<DatabaseMode> {
  const [extension] = await sql`select extversion from pg_extension where extname = 'timescaledb'`
  if (!extension) return 'plain'
  const [{ license }] = await sql<
    { license: string | null }[]
  >`select current_setting('timescaledb.license', true) as license`
  return license === 'timescale' ? 'timescale' : 'apache'
}
