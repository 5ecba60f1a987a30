import type { Command } from 'commander'
import { endCluster, keepCluster } from '#db/lease.ts'
import { ensureDatabase, migrateDatabase } from '#db/migrate.ts'
import { databaseMode } from '#db/timescale.ts'
import { loadSettings } from '../settings.ts'
import { withDatabase } from './context.ts'
import { note, printJson } from './output.ts'

export function registerDb(program: Command): void {
  const group = program.command('db').description('The database: DATABASE_URL, or the embedded PostgreSQL')
  group
    .command('status')
    .option('--json')
    .action((options: { json?: boolean }) =>
      withDatabase(async ({ connection, url, settings }) => {
        const [{ version, size }] = await connection.sql<{ version: string; size: string }[]>`
          select current_setting('server_version') as version, pg_size_pretty(pg_database_size(current_database())) as size`
        const status = {
          url: url.replace(/:[^:@/]*@/, ':***@'),
          embedded: !settings.DATABASE_URL,
          version,
          size,
          mode: await databaseMode(connection.sql),
        }
        if (options.json) return printJson(status)
        note(`PostgreSQL ${status.version}, ${status.mode}, ${status.size}, ${status.url}`)
      }),
    )
  group
    .command('migrate')
    .description('Bring the tables to this version')
    .action(() => withDatabase(async () => note('The tables are up to date')))
  group
    .command('start')
    .description('Start the embedded PostgreSQL and leave it running')
    .action(async () => {
      const settings = loadSettings()
      const cluster = await keepCluster({ home: settings.TITAN_HOME, port: settings.TITAN_DB_PORT })
      await ensureDatabase(cluster.url)
      await migrateDatabase(cluster.url)
      note(`PostgreSQL runs on port ${cluster.port}`)
    })
  group
    .command('stop')
    .description('Stop the embedded PostgreSQL')
    .action(async () => {
      note((await endCluster(loadSettings().TITAN_HOME)) ? 'Stopped' : 'It was not running')
    })
  group
    .command('url')
    .description('Address of the database, password included, for psql and other tools')
    .action(() => withDatabase(async ({ url }) => void process.stdout.write(`${url}\n`)))
}
