import { expect, expectAccessible, expectNoSidewaysScroll, test } from './test.ts'

test('a search runs from a form, draws its surface and judges its winner on bars it never saw', async ({
  desk,
  page,
}) => {
  await desk.open('/optimisations')
  await page.getByLabel('Strategy').selectOption('pairs-zscore')
  await page.getByLabel('Sampler').selectOption('tpe')
  await page.getByLabel('Trials', { exact: true }).fill('40')
  await page.getByLabel('Search: window').fill('20..120:10')
  await page.getByLabel('Search: entry').fill('1.0..3')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByRole('heading', { name: 'Overfitting' })).toBeVisible({ timeout: 60_000 })
  await expect(desk.verdict).toContainText(/The best of \d+ combinations showed/)
  await expect(page.getByRole('img').first()).toHaveAttribute('aria-label', /best cell/)
  await expect(page.getByRole('table', { name: 'Trials' }).getByRole('row').nth(5)).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.waitForTimeout(400)
  await expectNoSidewaysScroll(page)
})

test('a space that cannot be is refused with its reason, and nothing is lost', async ({ desk, page }) => {
  await desk.open('/optimisations')
  await page.getByLabel('Strategy').selectOption('pairs-zscore')
  await page.getByLabel('Sampler').selectOption('cma-es')
  await page.getByLabel('And').selectOption('drawdown')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByText(/takes one objective/).first()).toBeVisible()
  await expect(page.getByLabel('Sampler')).toHaveValue('cma-es')
})
