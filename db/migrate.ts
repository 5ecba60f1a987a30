import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { connect, driver } from './client.ts'

const folder = new URL('./migrations', import.meta.url).pathname
/** Any constant: every process that migrates takes the same lock (drizzle's own migrator takes none). */
const lockKey = 7_208_150_301

/** Makes the database when it is missing. */
export async function ensureDatabase(url: string): Promise<void> {
  if (await isThere(url)) return
  const target = new URL(url)
  const name = decodeURIComponent(target.pathname.slice(1))
  target.pathname = '/postgres'
  const sql = postgres(target.href, { ...driver, max: 1 })
  try {
    await sql.unsafe(`create database "${name.replaceAll('"', '""')}"`).catch((error: { code?: string }) => {
      if (error.code !== '42P04' && error.code !== '23505') throw error
    })
  } finally {
    await sql.end()
  }
}

/** Asked of the database itself: not everybody may look into `postgres`. */
async function isThere(url: string): Promise<boolean> {
  const sql = postgres(url, { ...driver, max: 1 })
  try {
    await sql`select 1`
    return true
  } catch (error) {
    if ((error as { code?: string }).code !== '3D000') throw error
    return false
  } finally {
    await sql.end()
  }
}

/** Brings the tables to this version. Safe to call from several processes at once. */
export async function migrateDatabase(url: string): Promise<void> {
  const connection = connect(url, { max: 1, name: 'titan-migrate' })
  try {
    await connection.sql`select pg_advisory_lock(${lockKey})`
    await migrate(connection.db, { migrationsFolder: folder })
  } finally {
    await connection.close()
  }
}
