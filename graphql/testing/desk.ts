import { afterAll } from 'vitest'
import { newId } from '#db/ids.ts'
import { createQueue } from '#db/jobs.ts'
import { startRelay } from '#db/outbox.ts'
import { testDatabase, testUser } from '#db/testing/database.ts'
import { type Role, scopesOfRole, type Viewer } from '#lib/contracts/users.ts'
import type { House } from '../context.ts'
import type { Loose } from './ask.ts'
import { seedSeries, tiedCloses } from './facts.ts'
import { seedBelongings } from './world.ts'

/** A house with a database of its own, two tied series of 600 bars, and a researcher who has one of everything. */
export async function testDesk() {
  const connection = await testDatabase({ max: 6 })
  const relay = startRelay(connection.url)
  const queue = await createQueue(connection.url)
  afterAll(async () => {
    await queue.close()
    await relay.stop()
  })
  const house: House = { connection, queue, hub: null, tickets: null }
  const makeViewer = async (role: Role): Promise<Viewer> => {
    const { id, name } = await testUser(connection, role)
    return { userId: id, name, role, scopes: scopesOfRole[role], sessionId: newId(), keyId: null }
  }
  const closes = tiedCloses(600)
  const y = await seedSeries(connection, 'TIEY', closes.y)
  const x = await seedSeries(connection, 'TIEX', closes.x)
  const ada = await makeViewer('researcher')
  const own = await seedBelongings(connection, { ownerId: ada.userId, visibility: 'private' }, y, x)
  return { connection, house, makeViewer, closes, y, x, ada, admin: await makeViewer('admin'), own }
}

/** The rows of a connection. */
export const nodes = (connectionOf: Loose): Loose[] =>
  (connectionOf.edges as unknown as { node: Loose }[]).map(({ node }) => node)
