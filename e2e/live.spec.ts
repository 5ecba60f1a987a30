import type { Page } from '@playwright/test'
import { expect, test } from './test.ts'

/** Asks the API with the session of the page. */
function ask<Data>(page: Page, query: string): Promise<Data> {
  return page.evaluate(async (text) => {
    const response = await fetch('/api/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text }),
    })
    return (await response.json()).data
  }, query)
}

test('a signal arrives live, and when the gateway dies none is missed and none comes twice', async ({
  signals,
  page,
  complaints,
}) => {
  test.setTimeout(180_000)
  await signals.open()
  await expect(page.getByText('live', { exact: true })).toBeVisible()
  await signals.nextAfter(await signals.ids())

  interface Processes {
    overview: { processes: { role: string; pid: number }[] }
  }
  const { overview } = await ask<Processes>(page, '{ overview { processes { role pid } } }')
  const gateway = overview.processes.find(({ role }) => role === 'gateway')
  process.kill(gateway?.pid ?? Number.NaN, 'SIGKILL')
  await expect(page.getByText('link lost, coming back')).toBeVisible()
  await expect(page.getByText('live', { exact: true })).toBeVisible({ timeout: 60_000 })

  await signals.nextAfter(await signals.ids())
  const shown = await signals.ids()
  expect(new Set(shown).size, 'none twice').toBe(shown.length)
  interface Listed {
    signals: { edges: { node: { id: string } }[] }
  }
  const listed = await ask<Listed>(page, '{ signals(first: 60) { edges { node { id } } } }')
  const all = listed.signals.edges.map(({ node }) => node.id)
  // The table may already hold signals that are still on their way to the eye.
  const first = all.indexOf(shown[0])
  expect(first).toBeGreaterThanOrEqual(0)
  const truth = all.slice(first)
  expect(shown.slice(0, truth.length), 'none missed, in the order of the table').toEqual(truth)
  // While the gateway was away the browser reported each request that failed.
  complaints.splice(0)
})

test('the overview moves without a reload', async ({ desk, page }) => {
  await desk.open()
  const cell = page.getByRole('table', { name: 'Watched pairs' }).locator('tbody tr').first().locator('td').nth(4)
  const z = await cell.innerText()
  await expect(cell).not.toHaveText(z, { timeout: 30_000 })
  await expect(page.getByText('SIM', { exact: true }).first()).toBeVisible()
  const conditions = page.getByRole('table', { name: 'Conditions' }).locator('tbody')
  const before = await conditions.innerText()
  await expect(conditions, 'the instruments move, too').not.toHaveText(before, { timeout: 30_000 })
})

test('a pair shows prices, spread and score, and follows its bars', async ({ desk, page }) => {
  await desk.open()
  await page.getByRole('table', { name: 'Watched pairs' }).locator('tbody tr a').first().click()
  await expect(page).toHaveURL(/\/pairs\/[0-9a-f-]{36}/)
  const chart = page.getByRole('img').first()
  await expect(chart).toBeVisible()
  await expect(chart).toHaveAttribute('aria-label', /z/)
  const line = chart.locator('path[data-series="spread"]')
  const path = await line.getAttribute('d')
  await expect.poll(() => line.getAttribute('d'), { timeout: 30_000 }).not.toBe(path)
  const anomaly = page.getByRole('table', { name: 'Conditions' }).locator('tbody tr').first().locator('td').nth(1)
  const was = await anomaly.innerText()
  await expect(anomaly).not.toHaveText(was, { timeout: 30_000 })
  await chart.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(page.locator('output.readout').first()).toContainText('UTC')
})
