import { and, asc, eq } from 'drizzle-orm'
import { type Connection, connect } from '#db/client.ts'
import { borrowCluster } from '#db/lease.ts'
import { ensureDatabase, migrateDatabase } from '#db/migrate.ts'
import { ensureSystemUser } from '#db/queries/system.ts'
import { users } from '#db/schema/users.ts'
import { Fault } from '#lib/fault.ts'
import { loadSettings, type Settings } from '../settings.ts'

export interface Cli {
  readonly settings: Settings
  readonly url: string
  readonly connection: Connection
  /** On whose behalf: `--user NAME`, else the first admin, else TITAN itself. */
  actor(name?: string): Promise<{ id: string; name: string }>
}

/**
 * Runs a command against the database: DATABASE_URL, else the embedded cluster. A running cluster is adopted and left
 * running; one that had to be started is stopped by the last command that uses it.
 */
export async function withDatabase<T>(work: (cli: Cli) => Promise<T>): Promise<T> {
  const settings = loadSettings()
  const cluster = settings.DATABASE_URL
    ? null
    : await borrowCluster({ home: settings.TITAN_HOME, port: settings.TITAN_DB_PORT })
  const url = settings.DATABASE_URL ?? cluster?.url
  if (!url) throw new Fault('unavailable', 'There is no database')
  let connection: Connection | null = null
  try {
    await ensureDatabase(url)
    await migrateDatabase(url)
    connection = connect(url, { max: 4, name: 'titan-cli' })
    return await work({ settings, url, connection, actor: (name) => actorOf(connection as Connection, name) })
  } finally {
    await connection?.close()
    await cluster?.release()
  }
}

async function actorOf({ db }: Connection, name?: string): Promise<{ id: string; name: string }> {
  if (name) {
    const [row] = await db.select({ id: users.id, name: users.name }).from(users).where(eq(users.name, name))
    if (!row) throw new Fault('missing', `There is no user "${name}"`, { hint: 'titan user list' })
    return row
  }
  const [owner] = await db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(eq(users.role, 'admin'), eq(users.kind, 'person')))
    .orderBy(asc(users.createdAt))
    .limit(1)
  return owner ?? { id: await ensureSystemUser(db), name: 'titan' }
}
