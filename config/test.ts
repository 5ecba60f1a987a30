import { join } from 'node:path'
import { root, runSteps } from './steps.ts'

/**
 * `npm test`: unit, property, database and GraphQL tests with coverage, then the running product in a browser.
 * `TITAN_TEST_SIZE` (small, ci, full) sets how many seeds, kills and repetitions the long tests take.
 */
const ok = await runSteps([
  {
    name: 'unit, property, database and API tests',
    run: [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'config/vitest.config.ts', '--coverage'],
  },
  { name: 'browser tests', run: ['config/e2e.ts'] },
])
process.exit(ok ? 0 : 1)
