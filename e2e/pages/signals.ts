import { expect, type Locator, type Page } from '@playwright/test'

export class SignalsPage {
  readonly page: Page
  readonly rows: Locator
  constructor(page: Page) {
    this.page = page
    this.rows = page.getByRole('table', { name: 'Signals' }).locator('tbody tr')
  }

  async open(query = '') {
    await this.page.goto(`/signals${query}`)
    await expect(this.page.getByRole('heading', { level: 1 })).not.toHaveText(/^\s*$/)
  }

  /** Ids of the signals that are shown, newest first. */
  ids(): Promise<string[]> {
    return this.rows.evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.signal ?? ''))
  }

  /** Waits until a signal stands on top that was not there before. */
  async nextAfter(known: readonly string[], timeout = 60_000) {
    await expect
      .poll(async () => (await this.ids()).filter((id) => !known.includes(id)).length, { timeout })
      .toBeGreaterThan(0)
  }
}
