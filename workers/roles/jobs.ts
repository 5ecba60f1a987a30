import { eq } from 'drizzle-orm'
import { consumeJobs } from '#db/jobs.ts'
import { backtestRuns } from '#db/schema/backtests.ts'
import { optimisations } from '#db/schema/optimisations.ts'
import { scanRuns } from '#db/schema/pairs.ts'
import { regimeRuns } from '#db/schema/regimes.ts'
import { walkForwards } from '#db/schema/studies.ts'
import { backtestJob } from '../jobs/backtest.ts'
import { cleanupJob } from '../jobs/cleanup.ts'
import { nap } from '../jobs/nap.ts'
import { optimisationJob } from '../jobs/optimisation.ts'
import { regimesJob } from '../jobs/regimes.ts'
import { scanJob } from '../jobs/scan.ts'
import { walkForwardJob } from '../jobs/walkforward.ts'
import { startPool } from '../pool.ts'
import type { Role } from '../role.ts'

/** The table in which a job of a kind leaves its run: it learns of an end that is none. */
const runs: Partial<Record<string, typeof walkForwards>> = {
  scan: scanRuns,
  backtest: backtestRuns,
  walkforward: walkForwards,
  optimisation: optimisations,
  regimes: regimeRuns,
} as never

/** Does the long work: scans, backtests, upkeep. Mathematics runs in threads. */
export const jobs: Role = {
  name: 'jobs',
  async start({ env, url, connection, log }) {
    const pool = startPool({ limitMs: env.TITAN_TASK_MINUTES * 60_000 })
    const consumer = await consumeJobs(url, {
      concurrency: 2,
      handlers: {
        scan: scanJob(connection, pool),
        backtest: backtestJob(connection, pool),
        walkforward: walkForwardJob(connection, pool),
        optimisation: optimisationJob(connection, pool),
        regimes: regimesJob(connection, pool),
        cleanup: cleanupJob(connection),
        nap,
      },
      onError: (error) => log.warn({ err: error }, 'a job failed and will be tried again'),
      async onEnd(tx, job, state) {
        const table = runs[job.kind]
        if (table) await tx.update(table).set({ state, finishedAt: new Date() }).where(eq(table.jobId, job.id))
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
