import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import { createQueue } from '#db/jobs.ts'
import {
  accountRuns,
  adaptiveStudies,
  backtestRuns,
  jobs,
  optimisations,
  regimeRuns,
  scanRuns,
  walkForwards,
} from '#db/schema/index.ts'
import { testDatabase, testUser } from '#db/testing/database.ts'
import { endRun, queueRow } from './run-row.ts'

const connection = await testDatabase()
const { db } = connection
const owner = await testUser(connection, 'researcher')
const run = { strategy: 'buy-and-hold', symbols: ['ONE'] }

test.each([
  ['scan', scanRuns, { venue: 'TEST' }],
  ['backtest', backtestRuns, run],
  ['walkforward', walkForwards, run],
  ['optimisation', optimisations, run],
  ['regimes', regimeRuns, { symbols: ['ONE'] }],
  ['account', accountRuns, { sleeves: [{ ...run, share: 1 }] }],
  ['adaptive', adaptiveStudies, run],
] as const)(
  'a %s that a schedule gives out has its row, and learns when it is cancelled before it began',
  async (kind, table, payload) => {
    const queue = await createQueue(connection.url, { onEnd: endRun })
    const job = { id: newId(), kind, payload, ownerId: owner.id, visibility: 'shared' as const }
    await db.transaction(async (tx) => {
      await queue.enqueue(tx, job)
      await queueRow(tx, job)
    })
    const rows = () => db.select().from(table).where(eq(table.jobId, job.id))
    const [made] = await rows()
    expect(made).toMatchObject({ state: 'queued', ownerId: owner.id, visibility: 'shared' })
    const [{ payload: parsed }] = await db.select().from(jobs).where(eq(jobs.id, job.id))
    expect(made.request, 'with the defaults of its contract').toEqual(parsed)
    await queue.cancel(job.id)
    expect(await rows()).toMatchObject([{ state: 'cancelled', finishedAt: expect.any(Date) }])
    await queue.close()
  },
)

test('work that leaves no run has no row', async () => {
  const job = { id: newId(), kind: 'nap', payload: {}, ownerId: owner.id, visibility: 'private' } as const
  await expect(db.transaction((tx) => queueRow(tx, job))).resolves.toBeUndefined()
})
