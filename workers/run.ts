#!/usr/bin/env node
import './leash.ts'
import { Fault } from '#lib/fault.ts'
import { wordsOf } from './faults.ts'
import type { Role } from './role.ts'
import * as all from './roles/all.ts'
import { runRoles } from './runtime.ts'
import { loadSettings, requireNode } from './settings.ts'

/** `node workers/run.ts ROLE…`: these roles in one process, against DATABASE_URL. A pod runs one of these. */
requireNode()
const roles = new Map<string, Role>(Object.values(all).map((role) => [role.name, role]))
const names = process.argv.slice(2)
const unknown = names.find((name) => !roles.has(name))
if (names.length === 0 || unknown) {
  process.stderr.write(`${unknown ? `There is no role "${unknown}". ` : ''}Roles: ${[...roles.keys()].join(', ')}\n`)
  process.exit(2)
}
try {
  const settings = loadSettings()
  if (!settings.DATABASE_URL)
    throw new Fault('input', 'DATABASE_URL is not set', { hint: '"npm start" brings a database of its own' })
  await runRoles(
    names.map((name) => roles.get(name) as Role),
    settings,
    settings.DATABASE_URL,
  )
} catch (error) {
  process.stderr.write(`${wordsOf(error)}\n`)
  process.exit(1)
}
