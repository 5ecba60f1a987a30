import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, defineConfig } from '@playwright/test'

const url = process.env.TITAN_E2E_URL
if (!url) throw new Error('The browser tests need a running TITAN: start them with `npm run test:e2e`.')

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable']
const own = chromium.executablePath()
const executablePath =
  process.env.CHROMIUM_PATH ?? (existsSync(own) ? undefined : places.find((place) => existsSync(place)))

/** Signed in once, used by all specs but the first. */
const storageState = join(process.env.TITAN_E2E_HOME ?? '.titan', 'e2e-owner.json')

export default defineConfig({
  testDir: '../e2e',
  outputDir: '../test-results',
  // One house, one owner: the specs share it and run one after the other.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // What fails once and passes again is named as flaky at the end.
  retries: process.env.CI ? 2 : 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/results.json' }]],
  use: {
    baseURL: url,
    viewport: { width: 1440, height: 1000 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    trace: 'retain-on-failure',
    launchOptions: { executablePath },
  },
  projects: [
    { name: 'set-up', testMatch: 'set-up.spec.ts' },
    { name: 'desk', testIgnore: 'set-up.spec.ts', dependencies: ['set-up'], use: { storageState } },
  ],
})
