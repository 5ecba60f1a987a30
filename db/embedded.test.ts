import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { driver } from './client.ts'
import { findCluster, startCluster } from './embedded.ts'
import { ensureDatabase, migrateDatabase } from './migrate.ts'

const home = mkdtempSync(join(tmpdir(), 'titan-embedded-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const ask = async (url: string, text: string) => {
  const sql = postgres(url, { ...driver, max: 1 })
  try {
    return (await sql.unsafe(text)) as unknown as Record<string, unknown>[]
  } finally {
    await sql.end()
  }
}

test('a cluster starts, keeps its rows over stop, SIGKILL and a taken port, and is adopted while it runs', async () => {
  const first = await startCluster({ home, port: 0 })
  await ensureDatabase(first.url)
  await Promise.all([1, 2, 3].map(() => migrateDatabase(first.url)))
  await ask(
    first.url,
    `insert into users (id, name, role) values ('00000000-0000-7000-8000-000000000001', 'ada', 'admin')`,
  )
  expect(first.adopted).toBe(false)
  expect(statSync(join(home, 'db-password')).mode & 0o777, 'the password is for its owner alone').toBe(0o600)
  expect(readFileSync(join(home, 'postgres.log'), 'utf8')).not.toContain(
    readFileSync(join(home, 'db-password'), 'utf8').trim(),
  )

  const second = await startCluster({ home })
  expect(second).toMatchObject({ adopted: true, pid: first.pid, port: first.port })
  await first.stop()
  expect(await findCluster(home)).toBeNull()

  const blocker = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => blocker.once('listening', resolve))
  const taken = (blocker.address() as { port: number }).port
  const third = await startCluster({ home, port: taken })
  blocker.close()
  expect(third.port).not.toBe(taken)
  process.kill(third.pid, 'SIGKILL')
  const fourth = await startCluster({ home, port: 0 })
  expect(await ask(fourth.url, 'select name from users')).toEqual([{ name: 'ada' }])
  await fourth.stop()
})
