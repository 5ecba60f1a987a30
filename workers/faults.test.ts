import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Fault } from '#lib/fault.ts'
import { faultOf, wordsOf } from './faults.ts'

const thrownBy = (work: () => unknown): Promise<unknown> =>
  Promise.resolve()
    .then(work)
    .then(
      () => null,
      (error: unknown) => error,
    )

test('a file that is not there, and a folder in its place, are said by name', async () => {
  const missing = faultOf(await thrownBy(() => readFile('/nowhere/bars.csv')))
  expect([missing?.kind, missing?.message]).toEqual(['input', '/nowhere/bars.csv is not there'])
  const folder = faultOf(await thrownBy(() => readFile('/')))
  expect(folder?.message).toContain('is a folder')
})

test('a database that is away names its address and what to look at, however it is wrapped', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), {
    code: 'ECONNREFUSED',
    address: '127.0.0.1',
    port: 1,
  })
  const fault = faultOf(new Error('Failed query: select 1', { cause: refused }))
  expect(fault?.kind).toBe('unavailable')
  expect(fault?.message).toBe('The database at 127.0.0.1:1 does not answer (ECONNREFUSED)')
  expect(fault?.hint).toContain('DATABASE_URL')
  const password = Object.assign(new Error('password authentication failed for user "x"'), { code: '28P01' })
  expect(faultOf(password)?.message).toContain('password authentication failed')
})

test('what a contract refuses names the field; a fault stays itself; a bug stays a bug', () => {
  const refused = z.object({ entry: z.number().positive() }).safeParse({ entry: -1 }).error
  expect(faultOf(refused)?.message).toContain('entry')
  const own = new Fault('missing', 'There is none')
  expect(faultOf(new Error('outer', { cause: own }))).toBe(own)
  expect(faultOf(new TypeError('x is undefined'))).toBeNull()
  expect(faultOf('text')).toBeNull()
})

test('words for a terminal: what to do for a fault, the place for a bug', () => {
  expect(wordsOf(new Fault('conflict', 'Port 3000 is taken', { hint: 'Take another' }))).toBe(
    'Port 3000 is taken\nTake another',
  )
  expect(wordsOf(new TypeError('x is undefined'))).toMatch(/x is undefined[\s\S]*faults\.test/)
})
