import { startNap } from './house.ts'
import { expect, test } from './test.ts'

test('a running job survives a reload of its page and is cancelled within two seconds', async ({ jobs, page }) => {
  const id = await startNap(120_000)
  await jobs.open()
  await expect(jobs.working(id)).toBeVisible()
  await expect(jobs.working(id)).toHaveAttribute('data-state', 'running')
  await page.reload()
  await expect(jobs.working(id).getByRole('progressbar')).toBeVisible()
  await jobs.working(id).getByRole('button', { name: 'cancel' }).click()
  const asked = Date.now()
  await expect(jobs.row(id)).toContainText('cancelled')
  expect(Date.now() - asked).toBeLessThan(4_000)
  await expect(jobs.working(id)).toBeHidden()
})

test('a schedule is made, shown and deleted', async ({ jobs, page }) => {
  await jobs.open()
  await page.getByRole('button', { name: 'New schedule' }).click()
  const form = page.getByRole('form', { name: 'New schedule' })
  await form.getByLabel('Name').fill('nightly')
  await form.getByLabel('Job').selectOption('cleanup')
  await form.getByLabel('Cron').fill('not a cron line')
  await form.getByRole('button', { name: 'Schedule', exact: true }).click()
  await expect(form.getByRole('alert')).toBeVisible()
  await form.getByLabel('Cron').fill('30 3 * * *')
  await form.getByRole('button', { name: 'Schedule', exact: true }).click()
  const table = page.getByRole('table', { name: 'Schedules' })
  await expect(table).toContainText('nightly')
  await page.getByRole('button', { name: 'delete nightly' }).click()
  await expect(table.getByText('nightly')).toBeHidden()
})
