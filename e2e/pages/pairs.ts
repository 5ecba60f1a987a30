import { expect, type Locator, type Page } from '@playwright/test'

export class PairsPage {
  readonly page: Page
  readonly rows: Locator
  readonly progress: Locator
  readonly form: Locator
  constructor(page: Page) {
    this.page = page
    this.rows = page.getByRole('table', { name: 'Tested pairs' }).locator('tbody tr')
    this.progress = page.getByRole('progressbar')
    this.form = page.getByRole('form', { name: 'New scan' })
  }

  async open(query = '') {
    await this.page.goto(`/pairs${query}`)
    await expect(this.page.getByRole('heading', { level: 1 })).not.toHaveText(/^\s*$/)
  }

  async openForm() {
    if (!(await this.form.isVisible())) await this.page.getByRole('button', { name: 'New scan' }).click()
    await expect(this.form).toBeVisible()
  }

  async startScan(fields: Record<string, string> = {}) {
    await this.openForm()
    for (const [label, value] of Object.entries(fields)) await this.form.getByLabel(label).fill(value)
    await this.form.getByRole('button', { name: 'Scan', exact: true }).click()
  }

  row(pair: string): Locator {
    return this.rows.filter({ has: this.page.getByText(pair, { exact: true }) })
  }
}
