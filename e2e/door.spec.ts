import { request } from 'node:http'
import { WebSocket } from 'ws'
import { expect, test } from './test.ts'

/** A request with headers that a browser would not let one write. */
function knock(url: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on('error', reject)
    asked.end(method === 'POST' ? '{"query":"{ viewer { role } }"}' : undefined)
  })
}

test('a foreign host and a foreign page stay outside, also through the rewrite', async ({ baseURL }) => {
  const json = { 'content-type': 'application/json' }
  expect(await knock(`${baseURL}/`, { host: 'evil.example' })).toBe(421)
  expect(await knock(`${baseURL}/api/graphql`, { ...json, host: 'evil.example' }, 'POST')).toBe(421)
  expect(await knock(`${baseURL}/api/graphql`, { ...json, origin: 'http://evil.example' }, 'POST')).toBe(403)
  expect(await knock(`${baseURL}/api/setup`, { ...json, origin: 'http://evil.example' }, 'POST')).toBe(403)
  expect(await knock(`${baseURL}/`, { host: 'evil.example', upgrade: 'websocket' })).toBe(421)
  expect(await knock(`${baseURL}/api/health`, {})).toBe(200)
})

/** What a socket handshake with these headers is answered: `open`, or the status that refuses it. */
function handshake(url: string, headers: Record<string, string>): Promise<string | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/graphql`, 'graphql-transport-ws', { headers })
    socket.on('open', () => {
      socket.close()
      resolve('open')
    })
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => resolve('refused'))
    socket.on('close', () => resolve('closed'))
  })
}

test('a socket from a foreign page or to a foreign host is refused before the handshake', async ({ baseURL }) => {
  const url = baseURL ?? ''
  expect(await handshake(url, { origin: url })).toBe('open')
  expect(await handshake(url, { origin: 'http://evil.example' })).toBe(403)
  expect(await handshake(url, { origin: 'http://evil.example', host: 'evil.example' })).toBe(403)
  expect(await handshake(url, { host: 'evil.example' })).toBe(403)
  expect(await handshake(url, { origin: url, host: 'evil.example' })).toBe(403)
})

test('pages carry a strict policy and exports ask who you are', async ({ page, playwright, baseURL }) => {
  const response = await page.goto('/')
  const policy = response?.headers()['content-security-policy'] ?? ''
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/)
  expect(policy).not.toContain('unsafe-eval')
  expect(policy).toContain("frame-ancestors 'none'")
  const stranger = await playwright.request.newContext({ baseURL, storageState: undefined })
  for (const path of ['/api/export/backtests/0', '/api/export/scans/0']) {
    expect((await stranger.get(path)).status()).toBe(401)
  }
  expect((await page.request.get('/api/export/scans/01900000-0000-7000-8000-000000000000')).status()).toBe(404)
  expect((await (await stranger.get('/api/openapi')).json()).openapi).toBe('3.1.0')
  await stranger.dispose()
})

test('what is not there is a 404 that keeps its look; its list is not', async ({ page }) => {
  for (const noun of [
    'backtests',
    'accounts',
    'optimisations',
    'pairs',
    'regimes',
    'regimes/choices',
    'walk-forward',
  ]) {
    for (const id of ['nope', '01900000-0000-7000-8000-000000000000']) {
      const answer = await page.request.get(`/${noun}/${id}`)
      expect(answer.status(), `${noun}/${id}`).toBe(404)
      expect(await answer.text()).toContain('There is nothing at this address.')
    }
    expect((await page.request.get(`/${noun}`)).status(), noun).toBe(200)
  }
})
