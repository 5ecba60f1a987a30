import { readFileSync } from 'node:fs'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './test.ts'

test('parameters by regime are asked for, judged, taken away and followed', async ({ desk, page }) => {
  test.setTimeout(120_000)
  await desk.open('/regimes')
  await page.getByRole('link', { name: 'parameters by regime' }).click()
  await page.waitForURL(/\/regimes\/choices$/)
  const form = page.getByRole('form', { name: 'New study' })
  await form.getByLabel('Strategy').selectOption('sma-cross')
  await form.getByLabel('train length').fill('300')
  await form.getByLabel('test length').fill('100')
  await form.getByLabel('Try: fast').fill('5, 10')
  await form.getByLabel('Try: slow').fill('20, 40')
  await form.getByText('What a regime must show').click()
  await form.getByLabel('min bars').fill('60')
  await form.getByText('Capital and costs').click()
  await form.getByLabel('Commission, bp a side').fill('3')
  await form.getByRole('button', { name: 'Choose by regime' }).click()
  await expect(page.getByRole('heading', { name: 'Out of sample, both ways' })).toBeVisible({ timeout: 90_000 })
  await expect(desk.verdict).toContainText(/Following the regimes|No regime earned|Sets of their own|too short/)
  const sets = page.getByRole('table', { name: 'Sets by regime' })
  await expect(sets.locator('tbody tr')).toHaveCount(4)
  await expect(sets).toContainText(/yes|no: /)
  await expect(page.getByRole('table', { name: 'Against the common set' })).toContainText('common set')
  await expect(page.getByRole('table', { name: 'Windows' }).locator('tbody tr').first()).toBeVisible()
  await expect(page.getByText(/commission 3 bp, slippage 1 bp/)).toBeVisible()
  expect(await page.locator('*').count()).toBeLessThan(2_555)
  const made = page.waitForEvent('download')
  await page.getByRole('link', { name: 'pdf', exact: true }).click()
  const pdf = await (await made).path()
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-')
  const { pathname } = new URL(page.url())

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 1280, height: 900 })
    for (const path of ['/regimes/choices', pathname]) {
      await desk.open(path)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    }
    await page.setViewportSize({ width: 390, height: 844 })
    for (const path of ['/regimes/choices', pathname]) {
      await desk.open(path)
      await page.waitForTimeout(400)
      await expectNoSidewaysScroll(page)
    }
  }

  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('link', { name: 'Backtest these parameters' }).click()
  await page.waitForURL(/\/backtests\?/)
  const backtest = page.getByRole('form', { name: 'New backtest' })
  await expect(backtest.getByLabel('Strategy')).toHaveValue('adaptive')
  await expect(backtest.getByLabel('inner')).toHaveValue('sma-cross')
  await expect(backtest.getByLabel('fallback')).toHaveValue(/"fast":/)
  await expect(backtest.locator('[name=commissionBps]')).toHaveValue('3')
  await backtest.getByRole('button', { name: 'Run backtest' }).click()
  await page.waitForURL(/\/backtests\/[0-9a-f-]{36}/)
  await expect(desk.verdict).not.toContainText('failed')
})

test('a study that cannot be is refused at the field, and nothing is lost', async ({ desk, page }) => {
  await desk.open('/regimes/choices')
  const form = page.getByRole('form', { name: 'New study' })
  await form.getByLabel('train length').fill('120')
  await form.getByLabel('Try: fast').fill('5')
  await form.getByLabel('Try: slow').fill('20')
  await form.getByRole('button', { name: 'Choose by regime' }).click()
  await expect(form.getByRole('alert')).toContainText('following the regimes of rule-based needs')
  await expect(form.getByLabel('Try: slow')).toHaveValue('20')
})
