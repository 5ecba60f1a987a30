import { DrizzleQueryError } from 'drizzle-orm'
import { GraphQLError } from 'graphql'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Fault, faultKinds } from '#lib/fault.ts'
import { coded, errorCodes, formatError } from './errors.ts'

const wrapped = (cause: Error) => new GraphQLError('outer', { originalError: cause, path: ['a', 0] })

test('every kind of fault has a code of the list, and keeps its hint, fields and waiting time', () => {
  for (const kind of faultKinds) {
    const { extensions, path } = formatError(
      wrapped(
        new Fault(kind, 'words', { hint: 'do this', issues: [{ path: 'x', message: 'wrong' }], retryAfterMs: 1_200 }),
      ),
    )
    expect(errorCodes).toContain(extensions?.code)
    expect(extensions).toMatchObject({
      kind,
      hint: 'do this',
      issues: [{ path: 'x', message: 'wrong' }],
      retryAfter: 2,
    })
    expect(path).toEqual(['a', 0])
  }
})

test('a zod error names each field', () => {
  const { error } = z.object({ a: z.int(), b: z.string() }).safeParse({ a: 'x' })
  const { extensions } = formatError(wrapped(error as Error))
  expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path: 'a' }, { path: 'b' }] })
})

test('a bug keeps its text to itself and is reported under the id that is shown', () => {
  const reports: [unknown, string][] = []
  const bug = new TypeError('secret of /etc/passwd')
  const { message, extensions } = formatError(wrapped(bug), (error, id) => reports.push([error, id]))
  expect(extensions).toMatchObject({ code: 'INTERNAL', kind: 'internal' })
  expect(message).not.toContain('secret')
  expect(reports).toEqual([[bug, extensions?.traceId]])
})

test('the database being away is UNAVAILABLE, a value that does not fit is BAD_USER_INPUT, also when wrapped', () => {
  const driver = (code: string) => Object.assign(new Error('driver'), { code })
  for (const code of ['ECONNREFUSED', 'CONNECTION_CLOSED', 'CONNECT_TIMEOUT', '57P01', '08006', '53300']) {
    expect(formatError(wrapped(new DrizzleQueryError('select', [], driver(code)))).extensions).toMatchObject({
      code: 'UNAVAILABLE',
      retryAfter: 2,
    })
  }
  expect(formatError(wrapped(driver('22P02'))).extensions?.code).toBe('BAD_USER_INPUT')
  expect(formatError(wrapped(driver('23505'))).extensions?.code).toBe('INTERNAL')
})

test("graphql's own refusals are input; ours keep code, kind and cursor", () => {
  expect(formatError(new GraphQLError('Syntax Error: x')).extensions).toEqual({ code: 'BAD_USER_INPUT', kind: 'input' })
  expect(formatError(coded('RESYNC_REQUIRED', 'x', { kind: 'resync', cursor: '7' })).extensions).toEqual({
    code: 'RESYNC_REQUIRED',
    kind: 'resync',
    cursor: '7',
  })
  const foreign = new GraphQLError('x', { extensions: { code: 'SOMETHING_ELSE', stacktrace: ['at foo'] } })
  expect(formatError(foreign).extensions).toEqual({ code: 'BAD_USER_INPUT', kind: 'input' })
})
