import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { findCluster } from './embedded.ts'
import { borrowCluster, endCluster, keepCluster } from './lease.ts'

const home = mkdtempSync(join(tmpdir(), 'titan-lease-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const one = async (url: string) => {
  const sql = postgres(url.replace(/\/titan$/, '/postgres'), { max: 1 })
  return sql`select 1 as one`.then(([row]) => row['one']).finally(() => sql.end())
}

test('of several that use one cluster the first starts it and the last stops it', { timeout: 60_000 }, async () => {
  // At once and from nothing: the folder is made once, nobody meets a half-made one.
  const [a, b] = await Promise.all([borrowCluster({ home, port: 0 }), borrowCluster({ home, port: 0 })])
  expect([a.pid, a.adopted, b.adopted].filter((it) => it === true)).toHaveLength(1)
  expect(b.pid).toBe(a.pid)
  await a.release()
  expect(await one(b.url)).toBe(1)
  await b.release()
  expect(await findCluster(home)).toBeNull()
})

test('who was killed counts as gone, and its lock is broken', { timeout: 60_000 }, async () => {
  const gone = spawn(process.execPath, ['-e', '0'])
  await once(gone, 'exit')
  mkdirSync(join(home, 'leases'), { recursive: true })
  writeFileSync(join(home, 'leases', `${gone.pid}-1`), '')
  writeFileSync(join(home, 'cluster.lock'), String(gone.pid))
  const lease = await borrowCluster({ home, port: 0 })
  await lease.release()
  expect(await findCluster(home)).toBeNull()
  expect(readdirSync(join(home, 'leases'))).toEqual([])
})

test('one that was started to stay stays, until it is told', { timeout: 60_000 }, async () => {
  const first = await borrowCluster({ home, port: 0 })
  const kept = await keepCluster({ home, port: 0 })
  expect(kept.pid).toBe(first.pid)
  await first.release()
  expect(await one(kept.url)).toBe(1)
  expect([await endCluster(home), await endCluster(home)]).toEqual([true, false])
})

test('one that is killed is started again at once, where it was; one that was stopped by hand is not', {
  timeout: 60_000,
}, async () => {
  const lease = await borrowCluster({ home, port: 0 })
  const told: unknown[] = []
  lease.keepAlive((error) => told.push(error), 20)
  await one(lease.url)
  process.kill(lease.pid, 'SIGKILL')
  const answered = async () => {
    while (true) {
      const found = await one(lease.url).catch(() => null)
      if (found === 1) return found
      await sleep(20)
    }
  }
  expect(await answered()).toBe(1)
  expect(told).toEqual([null])
  const second = await findCluster(home)
  expect(second?.port).toBe(lease.port)
  expect(second?.pid).not.toBe(lease.pid)

  await endCluster(home)
  await sleep(300)
  expect(await findCluster(home)).toBeNull()
  expect(told).toEqual([null])
  const third = await borrowCluster({ home, port: 0 })
  expect(await one(third.url)).toBe(1)
  await lease.release()
  expect(await one(third.url)).toBe(1)
  await third.release()
  expect(await findCluster(home)).toBeNull()
})
