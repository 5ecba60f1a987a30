import { expect, expectAccessible, expectNoSidewaysScroll, test } from './test.ts'

test('a market is asked about, shows its ribbon, and says whether stress was stress', async ({ desk, page }) => {
  await desk.open('/regimes')
  await page.getByLabel('Detector').selectOption('gmm')
  await page.getByLabel('Train bars').fill('250')
  await page.getByRole('button', { name: 'Detect regimes' }).click()
  await expect(page.getByRole('heading', { name: 'Price and regime' })).toBeVisible({ timeout: 60_000 })
  await expect(desk.verdict).toContainText(/(calm|normal|stressed) since/)
  await expect(page.getByRole('table', { name: 'From bar to bar' }).getByRole('row')).toHaveCount(4)
  await expect(page.getByRole('table', { name: 'After each telling' })).toContainText('stressed')
  await expect(page.getByRole('table', { name: 'Changes' }).getByRole('row').nth(1)).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.waitForTimeout(400)
  await expectNoSidewaysScroll(page)
})

test('parameters that cannot be are refused at the field, and nothing is lost', async ({ desk, page }) => {
  await desk.open('/regimes')
  await page.getByLabel('Detector').selectOption('rule-based')
  await page.getByLabel('Calm below').fill('0.9')
  await page.getByLabel('Symbols').first().fill('ALFA')
  await page.getByRole('button', { name: 'Detect regimes' }).click()
  await expect(page.getByText(/calmBelow must be below stressedAbove/).first()).toBeVisible()
  await expect(page.getByLabel('Symbols').first()).toHaveValue('ALFA')
})
