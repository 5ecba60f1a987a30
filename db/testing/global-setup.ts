import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { driver } from '#db/client.ts'
import { startCluster } from '#db/embedded.ts'
import { ensureDatabase, migrateDatabase } from '#db/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    clusterUrl: string
  }
}

/** One throw-away PostgreSQL for the whole run, with a migrated template that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TITAN_TEST_DATABASE_URL
  if (given) return setupOn(project, given)
  const home = mkdtempSync(join(tmpdir(), 'titan-test-'))
  const cluster = await startCluster({ home, port: 0, durable: false, database: 'template_titan' })
  await ensureDatabase(cluster.url)
  await migrateDatabase(cluster.url)
  project.provide('clusterUrl', cluster.url)
  return async () => {
    await cluster.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/** A server of your own instead, to run the same tests on TimescaleDB or another version of PostgreSQL. */
async function setupOn(project: TestProject, server: string): Promise<() => Promise<void>> {
  const url = new URL(server)
  const admin = postgres(new URL('/postgres', url).href, { ...driver, max: 1 })
  await admin.unsafe('drop database if exists template_titan with (force)')
  await admin.end()
  url.pathname = '/template_titan'
  await ensureDatabase(url.href)
  await migrateDatabase(url.href)
  project.provide('clusterUrl', url.href)
  return async () => {}
}
