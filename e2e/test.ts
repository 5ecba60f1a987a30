import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { BacktestsPage } from './pages/backtests.ts'
import { DeskPage } from './pages/desk.ts'
import { JobsPage } from './pages/jobs.ts'
import { PairsPage } from './pages/pairs.ts'
import { SettingsPage } from './pages/settings.ts'
import { SignalsPage } from './pages/signals.ts'

export const owner = { name: 'owner', password: 'correct horse battery staple' }
export const home = process.env.TITAN_E2E_HOME ?? '.titan'
export const storageState = join(home, 'e2e-owner.json')

interface Fixtures {
  /** What the browser complained about: each spec ends with none. */
  complaints: string[]
  desk: DeskPage
  pairs: PairsPage
  signals: SignalsPage
  backtests: BacktestsPage
  jobs: JobsPage
  settings: SettingsPage
}

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text().slice(0, 300))
      })
      await use(complaints)
      expect(complaints, 'the browser has nothing to complain about: no error, no breach of the policy').toEqual([])
    },
    { auto: true },
  ],
  desk: async ({ page }, use) => use(new DeskPage(page)),
  pairs: async ({ page }, use) => use(new PairsPage(page)),
  signals: async ({ page }, use) => use(new SignalsPage(page)),
  backtests: async ({ page }, use) => use(new BacktestsPage(page)),
  jobs: async ({ page }, use) => use(new JobsPage(page)),
  settings: async ({ page }, use) => use(new SettingsPage(page)),
})

/** No breach of WCAG 2.2 A and AA that a program can find. */
export async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual(
    [],
  )
}

/** Nothing scrolls sideways. */
export async function expectNoSidewaysScroll(page: Page) {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }))
  expect(content).toBeLessThanOrEqual(window)
}

export { expect } from '@playwright/test'
