import { expect, type Locator, type Page } from '@playwright/test'

export class JobsPage {
  readonly page: Page
  readonly history: Locator
  constructor(page: Page) {
    this.page = page
    this.history = page.getByRole('table', { name: 'Jobs' }).locator('tbody tr')
  }

  async open() {
    await this.page.goto('/jobs')
    await expect(this.page.getByRole('heading', { level: 1 })).not.toHaveText(/^\s*$/)
  }

  /** The panel of one job at work. */
  working(id: string): Locator {
    return this.page.locator(`[data-job="${id}"]`)
  }

  row(id: string): Locator {
    return this.page.locator(`[data-job-row="${id}"]`)
  }
}
