import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { environment } from '#lib/contracts/env.ts'
import { childEnvironment, secretSettings } from './child-environment.ts'
import type { Settings } from './settings.ts'

const names = Object.keys(environment.shape)
const outer = { ...Object.fromEntries(names.map((name) => [name, `of ${name}`])), PATH: '/bin', AWS_SECRET: 'x' }
const settings = {
  ...environment.parse({ TITAN_HOME: '/home/t', TITAN_WEB_PORT: '3100' }),
  TITAN_SESSION_SECRET: 's'.repeat(32),
  TITAN_TICKET_SECRET: 't'.repeat(32),
} as Settings
const of = (secrets: (keyof Settings)[]) =>
  childEnvironment(outer, { settings, url: 'postgres://x', secrets, startId: 'one' })

test('every setting reaches the roles, a secret only the one that needs it, and nothing else of the machine', () => {
  const plain = of([])
  const hidden: readonly string[] = secretSettings
  for (const name of names) expect(name in plain, name).toBe(!hidden.includes(name))
  expect(plain).toMatchObject({
    TITAN_TASK_MINUTES: 'of TITAN_TASK_MINUTES',
    TITAN_HOME: '/home/t',
    TITAN_WEB_PORT: '3100',
    DATABASE_URL: 'postgres://x',
    PATH: '/bin',
  })
  expect(plain).not.toHaveProperty('AWS_SECRET')
  expect(of(['TITAN_TICKET_SECRET'])).toMatchObject({ TITAN_TICKET_SECRET: settings.TITAN_TICKET_SECRET })
  expect(of(['TITAN_TICKET_SECRET'])).not.toHaveProperty('TITAN_SESSION_SECRET')
})

test('every setting stands in the table of the documentation', () => {
  const table = readFileSync(new URL('../docs/operations.md', import.meta.url), 'utf8')
  for (const name of names) expect(table, name).toContain(`\`${name}\``)
})
