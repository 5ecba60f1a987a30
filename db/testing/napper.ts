import { setTimeout as sleep } from 'node:timers/promises'
import { consumeJobs } from '#db/jobs.ts'

/** A worker in a process of its own, for tests that kill it. */
const idle = async () => async () => null
await consumeJobs(process.argv[2], {
  handlers: {
    scan: idle,
    backtest: idle,
    walkforward: idle,
    optimisation: idle,
    regimes: idle,
    account: idle,
    adaptive: idle,
    cleanup: idle,
    nap: async ({ payload, signal }) => {
      await sleep(payload.ms, undefined, { signal })
      return async () => ({ slept: payload.ms })
    },
  },
})
process.stdout.write('ready\n')
