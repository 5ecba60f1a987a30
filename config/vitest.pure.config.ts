import { defineConfig } from 'vitest/config'

/** For tests that need no database. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: { include: ['config/**/*.test.ts', 'lib/**/*.test.ts'], exclude: ['**/node_modules/**'], pool: 'forks' },
})
