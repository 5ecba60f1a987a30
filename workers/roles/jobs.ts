import { consumeJobs } from '#db/jobs.ts'
import { accountJob } from '../jobs/account.ts'
import { adaptiveJob } from '../jobs/adaptive.ts'
import { backtestJob } from '../jobs/backtest.ts'
import { cleanupJob } from '../jobs/cleanup.ts'
import { nap } from '../jobs/nap.ts'
import { optimisationJob } from '../jobs/optimisation.ts'
import { regimesJob } from '../jobs/regimes.ts'
import { endRun, queueRow } from '../jobs/run-row.ts'
import { scanJob } from '../jobs/scan.ts'
import { walkForwardJob } from '../jobs/walkforward.ts'
import { startPool } from '../pool.ts'
import type { Role } from '../role.ts'

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
        account: accountJob(connection, pool),
        adaptive: adaptiveJob(connection, pool),
        cleanup: cleanupJob(connection),
        nap,
      },
      onError: (error) => log.warn({ err: error }, 'a job failed and will be tried again'),
      onEnd: endRun,
      onQueue: queueRow,
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
