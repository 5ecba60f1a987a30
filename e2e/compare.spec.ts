import { expect, expectAccessible, expectNoSidewaysScroll, test } from './test.ts'

test('two runs are put side by side, and the verdict counts luck', async ({ backtests, page, desk }) => {
  test.setTimeout(120_000)
  for (const entry of ['1.6', '2.4']) {
    await backtests.open()
    await backtests.run({ entry })
    await expect(desk.verdict).toContainText(/Sharpe|trade/, { timeout: 60_000 })
  }
  await page.goto('/backtests/compare')
  await expect(desk.verdict).toContainText('Choose two to eight')
  const ticks = page.getByRole('table', { name: 'Finished runs' }).getByRole('checkbox')
  await ticks.nth(0).check()
  await ticks.nth(1).check()
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(page).toHaveURL(/run=.*&run=/)
  await expect(desk.verdict).toContainText(/largest Sharpe ratio|no Sharpe ratio/)
  await expect(page.getByRole('table', { name: 'Ranking' }).locator('tbody tr')).toHaveCount(2)
  await expect(page.getByRole('table', { name: 'Ranking' })).toContainText('entry')
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.waitForTimeout(400)
  await expectNoSidewaysScroll(page)
})
