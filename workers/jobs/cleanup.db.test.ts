import { expect, test } from 'vitest'
import { events } from '#db/schema/index.ts'
import { testDatabase, testUser } from '#db/testing/database.ts'
import { eventStreams } from '#lib/contracts/events.ts'
import { cleanupJob } from './cleanup.ts'

const connection = await testDatabase()
const owner = await testUser(connection, 'admin')

test('events go when their time is over: a week, and hours for what the next one makes old', async () => {
  const hour = 3_600_000
  const ages = [1, 7, 24 * 6, 24 * 8]
  for (const stream of eventStreams) {
    await connection.db.insert(events).values(
      ages.map((hours) => ({
        ...{ stream, key: `${hours}`, payload: {}, ownerId: null, visibility: 'shared' as const },
        at: new Date(Date.now() - hours * hour),
      })),
    )
  }
  const job = cleanupJob(connection)
  const write = await job({
    ...{ id: 'x', payload: {}, ownerId: owner.id, visibility: 'private', attempt: 1 },
    ...{ signal: new AbortController().signal, progress: () => {} },
  })
  await connection.db.transaction(write)
  const left = await connection.sql<{ stream: string; key: string }[]>`select stream, key from events order by pos`
  for (const stream of eventStreams) {
    const kept = left.filter((one) => one.stream === stream).map(({ key }) => Number(key))
    expect(kept, stream).toEqual(stream === 'conditions' ? [1] : [1, 7, 24 * 6])
  }
})
