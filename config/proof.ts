import { join } from 'node:path'
import { root, runSteps } from './steps.ts'

/** `npm run proof`: the full figures of every promise. Takes its time. */
const ok = await runSteps(
  [
    {
      name: 'tests at full size',
      run: [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'config/vitest.config.ts'],
      env: { TITAN_TEST_SIZE: 'full' },
    },
    { name: 'five minutes of random kills', run: ['config/soak.ts', '5'] },
    { name: 'benchmarks', run: ['config/bench.ts'] },
  ],
  { keepGoing: true },
)
process.exit(ok ? 0 : 1)
