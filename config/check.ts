import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runSteps } from './steps.ts'

/**
 * `npm run check`: types of the app and of the pure library, lint and format, the architecture, the printed schema, the
 * generated kernels, the migrations and the lock file. What is generated is made again and must not differ.
 */
const bin = (path: string) => join(root, 'node_modules', path)
const printed = ['graphql/schema.graphql', 'app/_data/introspection.d.ts', 'db/migrations/meta/_journal.json'].map(
  (path) => join(root, path),
)
const before = printed.map((path) => readFileSync(path, 'utf8'))

const ok = await runSteps(
  [
    { name: 'types of the app', run: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'] },
    {
      name: 'types of the pure library',
      run: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'config/tsconfig.lib.json'],
    },
    {
      name: 'lint and format',
      run: [bin('@biomejs/biome/bin/biome'), 'check', '--config-path=config', '--error-on-warnings'],
    },
    {
      name: 'architecture',
      run: [bin('vitest/vitest.mjs'), 'run', '--config', 'config/vitest.pure.config.ts', 'config/architecture.test.ts'],
    },
    { name: 'schema print', run: ['graphql/print.ts'] },
    { name: 'kernels', run: ['lib/kernels/wasm/build.ts', '--check'] },
    {
      name: 'migration drift',
      run: [bin('drizzle-kit/bin.cjs'), 'generate', '--config', 'config/drizzle.config.ts', '--name', 'drift'],
    },
    { name: 'lock file', command: true, run: ['npm', 'ci', '--dry-run', '--silent', '--no-audit', '--no-fund'] },
  ],
  { keepGoing: true },
)
const drifted = printed.filter((path, i) => readFileSync(path, 'utf8') !== before[i])
if (drifted.length > 0) process.stdout.write(`Out of date, now made again; commit them: ${drifted.join(', ')}\n`)
process.exit(ok && drifted.length === 0 ? 0 : 1)
