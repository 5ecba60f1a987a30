import { expect, expectAccessible, expectNoSidewaysScroll, test } from './test.ts'

test('an account of two strategies is put together, run, read and taken away', async ({ desk, page }) => {
  test.setTimeout(120_000)
  await desk.open('/accounts')
  const form = page.getByRole('form', { name: 'New account' })
  await expect(form.getByText('Shares: 100 %, all of it.')).toBeVisible()
  await form.getByRole('button', { name: 'Add a strategy' }).click()
  const third = form.getByRole('group', { name: /Strategy 3/ })
  await third.getByLabel('Strategy', { exact: true }).selectOption('buy-and-hold')
  await third.getByLabel('Share, %').fill('20')
  await expect(form.getByText('Shares: 120 %, 20 % more than there is.')).toBeVisible()
  await form.getByRole('button', { name: 'Run account' }).click()
  await expect(form.getByRole('alert')).toContainText('more than all of the capital')
  await third.getByRole('button', { name: 'remove strategy 3' }).click()
  const [first, second] = [
    form.getByRole('group', { name: /Strategy 1/ }),
    form.getByRole('group', { name: /Strategy 2/ }),
  ]
  await first.getByLabel('Name').fill('the pair')
  await second.getByLabel('Share, %').fill('40')
  await second.locator('summary').click()
  await second.getByLabel('fast').fill('90')
  await form.getByRole('button', { name: 'Run account' }).click()
  await expect(form.getByRole('alert')).toContainText('Strategy 2')
  await second.getByLabel('fast').fill('5')
  await form.getByRole('button', { name: 'Run account' }).click()
  await page.waitForURL(/\/accounts\/[0-9a-f-]{36}/)
  await expect(page.getByRole('heading', { name: 'Contributions' })).toBeVisible({ timeout: 60_000 })
  await expect(desk.verdict).toContainText(/Sharpe|trade/)
  const contributions = page.getByRole('table', { name: 'Contributions' })
  await expect(contributions.locator('tbody tr')).toHaveCount(2)
  await expect(contributions).toContainText('the pair')
  await expect(page.getByRole('img', { name: /brought/ })).toBeVisible()
  await expect(page.getByText('10 % stays in cash')).toBeVisible()
  await contributions.getByRole('link', { name: /sma-cross/ }).click()
  await expect(page.getByRole('heading', { name: /^Trades of sma-cross/ })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Evidence' })).toContainText('passed')
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)

  const id = page.url().match(/accounts\/([0-9a-f-]+)/)?.[1]
  const csv = await page.request.get(`/api/export/accounts/${id}?format=csv`)
  expect((await csv.text()).split('\r\n')[0]).toMatch(/^strategy,n,side,/)
  const whole = await (await page.request.get(`/api/export/accounts/${id}?format=json`)).json()
  expect(whole.sleeves.map(({ name }: { name: string }) => name)[0]).toBe('the pair')
  expect((await page.request.get(`/api/export/accounts/${id}?format=pdf`)).headers()['content-type']).toBe(
    'application/pdf',
  )

  await page.setViewportSize({ width: 390, height: 844 })
  await page.waitForTimeout(400)
  await expectNoSidewaysScroll(page)
  await desk.open('/accounts')
  await expect(page.getByRole('table', { name: 'Accounts' }).locator('tbody tr').first()).toContainText('2: ')
})
