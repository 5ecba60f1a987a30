import { eq } from 'drizzle-orm'
import { consumeJobs } from '#db/jobs.ts'
import { backtestRuns } from '#db/schema/backtests.ts'
import { scanRuns } from '#db/schema/pairs.ts'
import { walkForwards } from '#db/schema/studies.ts'
import { backtestJob } from '../jobs/backtest.ts'
import { cleanupJob } from '../jobs/cleanup.ts'
import { nap } from '../jobs/nap.ts'
import { scanJob } from '../jobs/scan.ts'
import { walkForwardJob } from '../jobs/walkforward.ts'
import { startPool } from '../pool.ts'
import type { Role } from '../role.ts'

/** Does the long work: scans, backtests, upkeep. Mathematics runs in threads. */
export const jobs: Role = {
  name: 'jobs',
  async start({ url, connection, log }) {
    const pool = startPool()
    const consumer = await consumeJobs(url, {
      concurrency: 2,
      handlers: {
        scan: scanJob(connection, pool),
        backtest: backtestJob(connection, pool),
        walkforward: walkForwardJob(connection, pool),
        cleanup: cleanupJob(connection),
        nap,
      },
      onError: (error) => log.warn({ err: error }, 'a job failed and will be tried again'),
      async onEnd(tx, job, state) {
        const finishedAt = new Date()
        if (job.kind === 'scan') await tx.update(scanRuns).set({ state, finishedAt }).where(eq(scanRuns.jobId, job.id))
        if (job.kind === 'walkforward')
          await tx.update(walkForwards).set({ state, finishedAt }).where(eq(walkForwards.jobId, job.id))
        if (job.kind === 'backtest')
          await tx.update(backtestRuns).set({ state, finishedAt }).where(eq(backtestRuns.jobId, job.id))
      },
    })
    return {
      async stop() {
        await consumer.close()
        await pool.close()
      },
      detail: () => ({ jobsRunning: consumer.running() }),
    }
  },
}
