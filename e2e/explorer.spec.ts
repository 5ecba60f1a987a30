import { expect, test } from './test.ts'

test('the explorer runs a query, follows a subscription and shows the schema, all by itself', async ({
  page,
  baseURL,
}) => {
  const strangers: string[] = []
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (/^https?:$/.test(protocol) && host !== new URL(baseURL ?? '').host) strangers.push(request.url())
  })
  await page.goto('/explorer')
  const answer = page.locator('.graphiql-response')
  const run = page.locator('.graphiql-execute-button')
  await expect(run).toBeVisible()
  await run.click()
  await expect(answer).toContainText('pairsWatched')
  await expect(answer).toContainText('"admin"')

  await page.getByRole('button', { name: 'Signals, live' }).click()
  await expect(page.locator('.graphiql-query-editor')).toContainText('subscription')
  await page.locator('.graphiql-execute-button').click()
  await expect(answer).toContainText('cursor', { timeout: 60_000 })
  await page.locator('.graphiql-execute-button').click()

  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
  await expect(page.locator('.graphiql-plugin')).toContainText('Root Types')
  await page.getByRole('button', { name: 'Open settings dialog' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  expect(strangers, 'nothing comes from elsewhere').toEqual([])
})
