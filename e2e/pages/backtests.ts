import { expect, type Locator, type Page } from '@playwright/test'

export class BacktestsPage {
  readonly page: Page
  readonly form: Locator
  readonly rows: Locator
  constructor(page: Page) {
    this.page = page
    this.form = page.getByRole('form', { name: 'New backtest' })
    this.rows = page.getByRole('table', { name: 'Backtests' }).locator('tbody tr')
  }

  async open() {
    await this.page.goto('/backtests')
    await expect(this.form).toBeVisible()
  }

  /** Fills the form and waits for the report. */
  async run(fields: Record<string, string> = {}) {
    for (const [label, value] of Object.entries(fields)) await this.form.getByLabel(label, { exact: true }).fill(value)
    await this.form.getByRole('button', { name: 'Run backtest' }).click()
    await this.page.waitForURL(/\/backtests\/[0-9a-f-]{36}/)
    await expect(this.page.getByRole('heading', { name: /^Metrics/ })).toBeVisible({ timeout: 60_000 })
  }
}
