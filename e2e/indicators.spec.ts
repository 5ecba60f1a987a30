import { expect, expectAccessible, expectNoSidewaysScroll, test } from './test.ts'

test('an indicator is chosen from the catalogue and drawn with the bars', async ({ desk, page }) => {
  await desk.open('/indicators')
  await page
    .getByRole('table', { name: 'Catalogue' })
    .getByRole('link', { name: /^Moving average conv/ })
    .click()
  await expect(desk.verdict).toContainText('Moving average convergence divergence of')
  await page.getByRole('spinbutton', { name: 'fast' }).fill('5')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(/params\.fast=5/)
  await expect(page.getByText(/at the last bar: macd/)).toBeVisible()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.waitForTimeout(400)
  await expectNoSidewaysScroll(page)
})
