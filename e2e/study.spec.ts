import { readFileSync } from 'node:fs'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './test.ts'

test('a walk-forward is asked for, shows its folds and says how likely it is luck', async ({ desk, page }) => {
  await desk.open('/walk-forward')
  await page.getByLabel('Strategy').selectOption('pairs-zscore')
  await page.getByLabel('Train, bars').fill('300')
  await page.getByLabel('Test, bars').fill('150')
  await page.getByLabel('Stride, bars').fill('150')
  await page.getByLabel('Try: entry').fill('1.5, 2')
  await page.getByText('Capital and costs').click()
  await page.getByLabel('Commission, bp a side').fill('3')
  await page.getByRole('button', { name: 'Walk forward' }).click()
  await expect(page.getByRole('heading', { name: 'Out-of-sample folds joined' })).toBeVisible({ timeout: 60_000 })
  await expect(desk.verdict).toContainText(/Traded, it came to|Out of sample|without enough trades/)
  await expect(page.getByRole('table', { name: 'Gates' })).toContainText('trades won above 52 %')
  await expect(page.getByRole('table', { name: 'Trials' }).getByRole('row')).toHaveCount(19)
  await expect(page.getByText(/commission 3 bp, slippage 1 bp/)).toBeVisible()
  const made = page.waitForEvent('download')
  await page.getByRole('link', { name: 'pdf', exact: true }).click()
  expect(
    readFileSync(await (await made).path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.waitForTimeout(400)
  await expectNoSidewaysScroll(page)
})

test('a grid that cannot be is refused at the field, and nothing is lost', async ({ desk, page }) => {
  await desk.open('/walk-forward')
  await page.getByLabel('Strategy').selectOption('pairs-zscore')
  await page.getByLabel('Test, bars').fill('77')
  await page.getByLabel('Symbols').first().fill('ALFA')
  await page.getByRole('button', { name: 'Walk forward' }).click()
  await expect(page.getByText(/takes 2 symbols/).first()).toBeVisible()
  await expect(page.getByLabel('Test, bars')).toHaveValue('77')
})
