import type { Command } from 'commander'
import { endCluster, keepCluster } from '#db/lease.ts'
import { ensureDatabase, migrateDatabase } from '#db/migrate.ts'
import { databaseMode } from '#db/timescale.ts'
import { loadSettings } from '../settings.ts'
import { withDatabase } from './context.ts'
import { note, printJson } from './output.ts'

interface Json {
  json?: boolean
}

export function registerDb(program: Command): void {
  const group = program.command('db').description('The database: DATABASE_URL, or the embedded PostgreSQL')
  group
    .command('status')
    .option('--json')
    .action((options: Json) =>
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
    .option('--json')
    .action(({ json }: Json) =>
      withDatabase(async () => (json ? printJson({ migrated: true }) : note('The tables are up to date'))),
    )
  group
    .command('start')
    .description('Start the embedded PostgreSQL and leave it running')
    .option('--json')
    .action(async ({ json }: Json) => {
      const settings = loadSettings()
      const cluster = await keepCluster({ home: settings.TITAN_HOME, port: settings.TITAN_DB_PORT })
      await ensureDatabase(cluster.url)
      await migrateDatabase(cluster.url)
      if (json) return printJson({ port: cluster.port, adopted: cluster.adopted })
      note(`PostgreSQL runs on port ${cluster.port}`)
    })
  group
    .command('stop')
    .description('Stop the embedded PostgreSQL')
    .option('--json')
    .action(async ({ json }: Json) => {
      const stopped = await endCluster(loadSettings().TITAN_HOME)
      if (json) return printJson({ stopped })
      note(stopped ? 'Stopped' : 'It was not running')
    })
  group
    .command('url')
    .description('Address of the database, password included, for psql and other tools')
    .option('--json')
    .action(({ json }: Json) =>
      withDatabase(async ({ url }) => (json ? printJson({ url }) : void process.stdout.write(`${url}\n`))),
    )
}
