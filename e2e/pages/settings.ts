import { expect, type Locator, type Page } from '@playwright/test'

export class SettingsPage {
  readonly page: Page
  readonly keys: Locator
  constructor(page: Page) {
    this.page = page
    this.keys = page.getByRole('table', { name: 'API keys' }).locator('tbody tr')
  }

  async open() {
    await this.page.goto('/settings')
    await expect(this.page.getByRole('heading', { level: 1 })).toContainText('You are')
  }

  /** Makes a key and returns its text, which is shown once. */
  async makeKey(name: string): Promise<string> {
    await this.page.getByRole('button', { name: 'New key' }).click()
    const form = this.page.getByRole('form', { name: 'New key' })
    await form.getByLabel('Name').fill(name)
    await form.getByRole('button', { name: 'Make key' }).click()
    const secret = this.page.locator('[data-secret]')
    await expect(secret).toBeVisible()
    return (await secret.innerText()).trim()
  }

  async revokeKey(name: string) {
    await this.page.getByRole('button', { name: `revoke ${name}`, exact: true }).click()
    await this.page.getByRole('button', { name: `Revoke ${name}`, exact: true }).click()
    await expect(this.keys.filter({ hasText: name })).toContainText('revoked')
  }
}
