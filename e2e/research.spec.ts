import { readFileSync } from 'node:fs'
import { expect, test } from './test.ts'

test('a scan runs with progress and gives a verdict that counts luck', async ({ pairs, page, desk }) => {
  await pairs.open('?new=scan')
  await pairs.startScan({ 'q at most': '0.05' })
  await expect(pairs.form).toBeHidden()
  await expect(page.getByText('Benjamini–Hochberg q at most 0.05')).toBeVisible({ timeout: 60_000 })
  await expect(desk.verdict).toContainText(/of \d+/)
  await expect(pairs.rows.first()).toBeVisible()
  await expect(page.getByRole('img')).toHaveAttribute('aria-label', /chance alone gives/)

  await page.getByLabel('rejected').selectOption('hidden')
  await expect(page).toHaveURL(/rejected=hidden/)
  await expect(pairs.rows.first()).toContainText('kept')
  await page.reload()
  // While the page streams in, its loading form and its final one stand side by side for a moment.
  await expect(page.getByLabel('rejected').first()).toHaveValue('hidden')

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'csv', exact: true }).click()
  const csv = readFileSync(await (await download).path(), 'utf8')
  expect(csv.split('\r\n')[0]).toContain('rank,y,x,n,stat,p,q')
  expect(csv.split('\r\n').length).toBeGreaterThan(100)
})

test('a pair is watched and no longer watched from its row', async ({ pairs, page, desk }) => {
  await pairs.open()
  const button = page.getByRole('button', { name: /^watch / }).last()
  const name = ((await button.getAttribute('aria-label')) ?? '').replace('watch ', '')
  const watched = await desk.figure('Pairs')
  await button.click()
  await expect(
    page.getByRole('table', { name: 'Tested pairs' }).getByRole('button', { name: `unwatch ${name}` }),
  ).toBeVisible()
  await expect.poll(() => desk.figure('Pairs')).toBe(watched + 1)
  await page
    .getByRole('table', { name: 'Tested pairs' })
    .getByRole('button', { name: `unwatch ${name}` })
    .click()
  await expect(
    page.getByRole('table', { name: 'Tested pairs' }).getByRole('button', { name: `watch ${name}`, exact: true }),
  ).toBeVisible()
})

test('a scan in two stages within clusters says what it did', async ({ pairs, page }) => {
  await pairs.open('?new=scan')
  await pairs.form.getByLabel('Windows').selectOption('two')
  await pairs.form.getByLabel('Compare').selectOption('clusters')
  await pairs.startScan({ 'Formation, share of the bars': '0.6', 'Correlation that holds a cluster': '0.4' })
  await expect(page.getByText(/confirmed in the rest/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('only within clusters of correlation 0.40')).toBeVisible()
})

test('a backtest runs from a form that its schema draws, and its report can be taken away', async ({
  backtests,
  page,
  desk,
}) => {
  await backtests.open()
  await expect(backtests.form.getByLabel('time stop bars')).toHaveAttribute('type', 'number')
  await backtests.form.getByLabel('Strategy').selectOption('buy-and-hold')
  await expect(backtests.form.getByLabel('exposure')).toBeVisible()
  await backtests.form.getByLabel('Strategy').selectOption('pairs-zscore')
  await backtests.run({ entry: '1.8' })
  await expect(desk.verdict).toContainText(/Sharpe|trade/)
  await expect(page.getByText('in sample, not a result')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Manifest' })).toBeVisible()
  await expect(page.getByText(/entry 1\.8/)).toBeVisible()

  await page.getByRole('button', { name: 'table', exact: true }).first().click()
  await expect(page.getByRole('columnheader', { name: 'drawdown' })).toBeVisible()

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'json', exact: true }).click()
  const report = JSON.parse(readFileSync(await (await download).path(), 'utf8'))
  expect(report.manifest.dataHash).toMatch(/^[0-9a-f]{64}$/)
  // What is still open at the last bar is listed, but does not count as a trade.
  const closed = report.trades.filter((trade: { exitAt: string | null }) => trade.exitAt !== null)
  expect(closed).toHaveLength(report.metrics.trades)
  for (const [format, begins] of [
    ['pdf', '%PDF-'],
    ['xlsx', 'PK'],
    ['html', '<!doctype html>'],
    ['md', '# '],
  ]) {
    const made = page.waitForEvent('download')
    await page.getByRole('link', { name: format, exact: true }).click()
    const bytes = readFileSync(await (await made).path())
    expect(bytes.subarray(0, begins.length).toString(), format).toBe(begins)
  }
  await expect(page.getByRole('table', { name: 'Evidence' })).toContainText('Look-ahead probe')
  await backtests.open()
  await expect(backtests.rows.first()).toContainText('pairs-zscore')
})

test('what can only fail is said at its field, before anything is queued', async ({ backtests, page }) => {
  await backtests.open()
  const field = (label: string) => backtests.form.getByLabel(label, { exact: true })
  const symbols = field('Symbols: y, then x')
  const known = await symbols.inputValue()
  const ask = () => backtests.form.getByRole('button', { name: 'Run backtest' }).click()
  await symbols.fill('NOSUCH, ALSONOT')
  await ask()
  await expect(symbols).toHaveAttribute('aria-invalid', 'true')
  await expect(symbols).toHaveAccessibleDescription(/no .* bars of NOSUCH, ALSONOT/)
  await symbols.fill(known)
  await field('From, UTC').fill('2031-01-01')
  await field('To, UTC').fill('2030-01-01')
  await ask()
  await expect(field('To, UTC')).toHaveAccessibleDescription('before 2031-01-01')
  await expect(backtests.form).toContainText('2031-01-01 to 2030-01-01')
  await field('From, UTC').fill('1999-01-01')
  await field('To, UTC').fill('1999-12-31')
  await ask()
  await expect(field('From, UTC')).toHaveAccessibleDescription(/^0 bars, \d+ are needed$/)
  await expect(backtests.form).toContainText('There are bars from')
  await expect(symbols).toHaveValue(known)
  expect(new URL(page.url()).pathname).toBe('/backtests')
})
