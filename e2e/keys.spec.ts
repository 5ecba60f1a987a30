import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { expect, test } from './test.ts'

test('a key is shown once, opens a socket, and its revocation closes it', async ({ settings, page, baseURL }) => {
  await settings.open()
  const secret = await settings.makeKey('robot')
  expect(secret.length).toBeGreaterThan(20)

  const closed = new Promise<{ code: number }>((resolve) => {
    const client = createClient({
      url: `${baseURL?.replace('http', 'ws')}/api/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { apiKey: secret },
      on: { closed: (event) => resolve(event as { code: number }) },
    })
    client.subscribe(
      { query: 'subscription { signals { cursor } }' },
      { next: () => {}, error: () => {}, complete: () => {} },
    )
  })
  const state = await Promise.race([closed.then(() => 'closed'), page.waitForTimeout(2_000).then(() => 'open')])
  expect(state).toBe('open')

  await page.getByRole('button', { name: 'I have kept it' }).click()
  await page.reload()
  await expect(page.getByText(secret)).toBeHidden()
  await settings.revokeKey('robot')
  const { code } = await closed
  expect(code).toBeGreaterThanOrEqual(4_000)
})
