import { expect, test } from './test.ts'

test('a signal arrives live, and after a disconnect none is missed and none comes twice', async ({
  signals,
  page,
  context,
  complaints,
}) => {
  test.setTimeout(180_000)
  await signals.open()
  await expect(page.getByText('live', { exact: true })).toBeVisible()
  const before = await signals.ids()
  await signals.nextAfter(before)

  // The link breaks for a while; signals go on being given.
  await context.setOffline(true)
  await page.waitForTimeout(6_000)
  await context.setOffline(false)
  await expect(page.getByText('live', { exact: true })).toBeVisible({ timeout: 40_000 })
  const known = await signals.ids()
  await signals.nextAfter(known)
  const shown = await signals.ids()
  expect(new Set(shown).size, 'none twice').toBe(shown.length)

  const all = await page.evaluate(async () => {
    const query = '{ signals(first: 60) { edges { node { id } } } }'
    const response = await fetch('/api/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    const { data } = await response.json()
    return data.signals.edges.map((edge: { node: { id: string } }) => edge.node.id) as string[]
  })
  const first = all.indexOf(shown[0])
  expect(first).toBeGreaterThanOrEqual(0)
  const truth = all.slice(first)
  expect(shown.slice(0, truth.length), 'none missed, in the order of the table').toEqual(truth)
  // While offline the browser reports each request that fails.
  complaints.splice(0)
})

test('the overview moves without a reload', async ({ desk, page }) => {
  await desk.open()
  const cell = page.getByRole('table', { name: 'Watched pairs' }).locator('tbody tr').first().locator('td').nth(4)
  const z = await cell.innerText()
  await expect(cell).not.toHaveText(z, { timeout: 30_000 })
  await expect(page.getByText('SIM', { exact: true }).first()).toBeVisible()
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
  await chart.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(page.locator('output.readout')).toContainText('UTC')
})
