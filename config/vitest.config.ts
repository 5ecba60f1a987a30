import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  // Pothos and Apollo load graphql's CommonJS build; vitest would take the module build and end up with two realms.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['**/node_modules/**', '**/.next/**', 'e2e/**', 'tmp/**'],
    globalSetup: ['db/testing/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    coverage: {
      provider: 'v8',
      include: ['lib/**/*.ts', 'db/**/*.ts', 'graphql/**/*.ts'],
      exclude: [
        '**/*.test.ts',
        '**/*.bench.ts',
        '**/testing/**',
        'db/migrations/**',
        '**/*.wasm.ts',
        '**/all.ts',
        'db/drizzle.config.ts',
      ],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { lines: 85, statements: 85 },
    },
  },
})
