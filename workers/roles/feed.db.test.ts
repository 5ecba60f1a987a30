import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { expect, test } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { environment } from '#lib/contracts/env.ts'
import { feed } from './feed.ts'

const connection = await testDatabase()
const { sql } = connection
const start = () =>
  feed.start({ env: environment.parse({}), url: connection.url, connection, log: pino({ level: 'silent' }) })
const told = () => sql<{ series: number; ts: number }[]>`
  select (payload->>'seriesId')::int as series, (payload->>'ts')::float8 as ts from outbox where stream = 'bars' order by seq`
const written = async () => (await sql<{ n: number }[]>`select count(*)::int as n from bars`)[0].n

test('bars that closed while the feed was away are told as well: each once, in order, with two feeds too', {
  timeout: 60_000,
}, async () => {
  let running = [await start()]
  const history = await written()
  expect(history).toBeGreaterThan(30_000)
  await sleep(2_500)
  for (const one of running) await one.stop()
  await sleep(3_000)
  running = await Promise.all([start(), start()])
  await sleep(2_500)
  for (const one of running) await one.stop()

  const events = await told()
  const bySeries = Map.groupBy(events, ({ series }) => series)
  expect(bySeries.size).toBe(36)
  for (const rows of bySeries.values()) {
    const [{ ts: first }] = rows
    expect(rows.map(({ ts }) => ts)).toEqual(rows.map((_, i) => first + i * 1_000))
    expect(rows.length).toBeGreaterThan(5)
  }
  expect(await written()).toBe(history + events.length)
})
