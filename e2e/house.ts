import { eq } from 'drizzle-orm'
import { connect } from '#db/client.ts'
import { findCluster } from '#db/embedded.ts'
import { createQueue } from '#db/jobs.ts'
import { users } from '#db/schema/users.ts'
import { home, owner } from './test.ts'

/** Puts a job into the queue that does nothing for so long, owned by the owner: something slow enough to be cancelled. */
export async function startNap(ms: number): Promise<string> {
  const url = process.env.DATABASE_URL ?? (await findCluster(home))?.url
  if (!url) throw new Error('No database is running in the home of the tests')
  const connection = connect(url, { max: 1, name: 'titan-e2e' })
  const queue = await createQueue(url)
  try {
    const [person] = await connection.db.select().from(users).where(eq(users.name, owner.name))
    const job = { kind: 'nap', payload: { ms }, ownerId: person.id, visibility: 'private' } as const
    return (await connection.db.transaction((tx) => queue.enqueue(tx, job))).id
  } finally {
    await queue.close()
    await connection.close()
  }
}
