import { expect, type Locator, type Page } from '@playwright/test'

export const pages = [
  { title: 'Overview', path: '/', key: 'o' },
  { title: 'Pairs', path: '/pairs', key: 'p' },
  { title: 'Indicators', path: '/indicators', key: 'i' },
  { title: 'Regimes', path: '/regimes', key: 'r' },
  { title: 'Backtests', path: '/backtests', key: 'b' },
  { title: 'Accounts', path: '/accounts', key: 'c' },
  { title: 'Optimisation', path: '/optimisations', key: 'm' },
  { title: 'Walk-forward', path: '/walk-forward', key: 'w' },
  { title: 'Signals', path: '/signals', key: 's' },
  { title: 'Jobs', path: '/jobs', key: 'j' },
  { title: 'Explorer', path: '/explorer', key: 'e' },
  { title: 'Settings', path: '/settings', key: 't' },
] as const

/** What is around every page: contents, verdict, palette, keys. */
export class DeskPage {
  readonly page: Page
  readonly verdict: Locator
  readonly contents: Locator
  readonly tabs: Locator
  readonly palette: Locator
  readonly keys: Locator
  constructor(page: Page) {
    this.page = page
    this.verdict = page.getByRole('heading', { level: 1 })
    this.contents = page.getByRole('navigation', { name: 'Desk' })
    this.tabs = page.getByRole('navigation', { name: 'Pages' })
    this.palette = page.getByRole('dialog', { name: 'Find' })
    this.keys = page.getByRole('dialog', { name: 'Keys' })
  }

  async open(path = '/') {
    await this.page.goto(path)
    await expect(this.verdict).not.toHaveText(/^\s*$/)
  }

  /** The figure beside an entry of the contents. */
  async figure(entry: string): Promise<number> {
    const text = await this.contents.getByRole('link', { name: entry }).locator('span').innerText()
    return Number(text.replaceAll(',', '') || 0)
  }
}
