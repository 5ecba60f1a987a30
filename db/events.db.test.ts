import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Event } from '#lib/contracts/events.ts'
import { connect } from './client.ts'
import { eventBounds, follow, readEvents } from './follow.ts'
import { newId } from './ids.ts'
import { publish, startRelay } from './outbox.ts'
import { testDatabase } from './testing/database.ts'

const connection = await testDatabase({ max: 12 })
const event = (n: number) => ({
  stream: 'runs' as const,
  key: String(n),
  payload: { runId: newId(), kind: 'scan' as const, state: String(n) },
  ownerId: null,
  visibility: 'shared' as const,
})

test('events of eight writers with uneven commits arrive once each, in order, over a relay that is killed', async () => {
  const seen: Event[] = []
  const reader = connect(connection.url, { max: 3 })
  const following = await follow(reader.sql, { after: 0n, onEvents: (batch) => void seen.push(...batch) })
  let relay = startRelay(connection.url)
  await relay.leading
  const writers = Array.from({ length: 8 }, (_, writer) =>
    (async () => {
      for (let i = 0; i < 40; i++) {
        await connection.db.transaction(async (tx) => {
          await publish(tx, [event(writer * 1_000 + i)])
          if ((writer + i) % 7 === 0) await sleep(8)
        })
      }
    })(),
  )
  for (let kill = 0; kill < 5; kill++) {
    await sleep(40)
    // The relay's session dies in the middle of its work, as after SIGKILL.
    await connection.sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'titan-relay' and datname = current_database()`
  }
  await Promise.all(writers)
  for (let i = 0; i < 200 && seen.length < 320; i++) await sleep(20)
  expect(new Set(seen.map((e) => e.key)).size).toBe(320)
  expect(seen.length, 'nothing twice').toBe(320)
  expect(seen.every((e, i) => i === 0 || e.pos > seen[i - 1].pos)).toBe(true)
  for (let writer = 0; writer < 8; writer++) {
    const own = seen.map((e) => Number(e.key)).filter((key) => Math.floor(key / 1_000) === writer)
    expect(own, 'a writer that commits one after the other is read in that order').toEqual(
      [...own].sort((a, b) => a - b),
    )
  }
  await relay.stop()

  relay = startRelay(connection.url)
  await relay.leading
  const started = Date.now()
  let release: () => void = () => {}
  const open = connection.db.transaction(async (tx) => {
    await publish(tx, [event(9_001)])
    await new Promise<void>((resolve) => (release = resolve))
  })
  await sleep(30)
  await publish(connection.db, [event(9_002)])
  for (let i = 0; i < 100 && seen.at(-1)?.key !== '9002'; i++) await sleep(10)
  expect(seen.at(-1)?.key, 'an open transaction delays nobody else').toBe('9002')
  expect(Date.now() - started).toBeLessThan(1_000)
  release()
  await open
  for (let i = 0; i < 100 && seen.at(-1)?.key !== '9001'; i++) await sleep(10)
  expect(seen.at(-1)?.key, 'its own event comes when it commits, with a later number').toBe('9001')

  const { newest } = await eventBounds(connection.sql)
  expect(newest).toBe(seen.at(-1)?.pos)
  const middle = seen[100].pos
  expect((await readEvents(connection.sql, middle, { limit: 5_000 })).map((e) => e.pos)).toEqual(
    seen.slice(101).map((e) => e.pos),
  )
  await following.stop()
  await relay.stop()
  await reader.close()
})
