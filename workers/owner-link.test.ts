import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { addressFile, webAddress } from './owner-link.ts'

const home = mkdtempSync(join(tmpdir(), 'titan-address-'))
afterAll(() => rmSync(home, { recursive: true }))

test('a link leads to the public address, else to the running house, else to the port of the settings', () => {
  const settings = { TITAN_HOME: home, TITAN_ORIGINS: [] as string[], TITAN_WEB_PORT: 3000 }
  expect(webAddress(settings)).toBe('http://127.0.0.1:3000')
  writeFileSync(addressFile(home), 'http://127.0.0.1:3917')
  expect(webAddress(settings)).toBe('http://127.0.0.1:3917')
  expect(webAddress({ ...settings, TITAN_ORIGINS: ['https://titan.example.org'] })).toBe('https://titan.example.org')
})
