import { getIntrospectionQuery } from 'graphql'
import { describe, expect, test } from 'vitest'
import { budgetSizes } from '#graphql/access/budget.ts'
import { type Answer, testGateway } from './testing/gateway.ts'

const gateway = await testGateway({ budget: budgetSizes(1_000_000) })
const { ask, post, person, client } = gateway
const eve = await person('admin')

/** Fragments that double: 2^n fields out of n lines. */
const doubling = (n: number) =>
  `{ viewer { ...F0 } } ${Array.from({ length: n }, (_, i) => `fragment F${i} on Viewer { ...F${i + 1} ...F${i + 1} }`).join(' ')} fragment F${n} on Viewer { role }`
const deep = (n: number) => `{ __type(name: "Query") ${'{ fields { type '.repeat(n)} { name } ${'} }'.repeat(n)} }`
const many = (n: number, what: (i: number) => string) => Array.from({ length: n }, (_, i) => what(i)).join(' ')
const list = '{ edges { node { id } } }'

type Case = [name: string, query: string, code: string, variables?: Record<string, unknown>]

const hostile: Case[] = [
  ['nothing', '', 'BAD_USER_INPUT'],
  ['no GraphQL', 'select * from users', 'BAD_USER_INPUT'],
  ['half a document', '{ viewer {', 'BAD_USER_INPUT'],
  ['control characters', '{ viewer { role\u0000 } }', 'BAD_USER_INPUT'],
  ['an unknown field', '{ passwords }', 'BAD_USER_INPUT'],
  ['an unknown argument', '{ viewer(as: "admin") { role } }', 'BAD_USER_INPUT'],
  ['an unknown type', 'query ($x: Secret) { viewer { role } }', 'BAD_USER_INPUT'],
  ['a list without first', `{ signals ${list} }`, 'BAD_USER_INPUT'],
  ['first as text', `{ signals(first: "5") ${list} }`, 'BAD_USER_INPUT'],
  ['first zero', `{ signals(first: 0) ${list} }`, 'BAD_USER_INPUT'],
  ['first negative', `{ signals(first: -1) ${list} }`, 'BAD_USER_INPUT'],
  ['first 101', `{ signals(first: 101) ${list} }`, 'BAD_USER_INPUT'],
  ['first beyond 32 bits', `{ signals(first: 99999999999) ${list} }`, 'BAD_USER_INPUT'],
  ['a variable that is missing', `query ($n: Int!) { signals(first: $n) ${list} }`, 'BAD_USER_INPUT'],
  ['a variable of another type', `query ($n: Int!) { signals(first: $n) ${list} }`, 'BAD_USER_INPUT', { n: 'x' }],
  ['a cursor of nobody', `{ signals(first: 1, after: "AAAA") ${list} }`, 'BAD_USER_INPUT'],
  ['a cursor of another list', `{ signals(first: 1, after: "WyJYTllTIiwiQSJd") ${list} }`, 'BAD_USER_INPUT'],
  [
    'a cursor with SQL',
    `query ($c: String) { signals(first: 1, after: $c) ${list} }`,
    'BAD_USER_INPUT',
    { c: Buffer.from(`[0,"'; drop table users"]`).toString('base64url') },
  ],
  ['an id that is none', `{ signals(first: 1, pairId: "1 or 1=1") ${list} }`, 'BAD_USER_INPUT'],
  ['an event cursor below zero', 'subscription { signals(after: "-1") { cursor } }', 'BAD_USER_INPUT'],
  [
    'an event cursor beyond 64 bits',
    'subscription { signals(after: "99999999999999999999") { cursor } }',
    'BAD_USER_INPUT',
  ],
  [
    'a time without zone',
    '{ bars(instrumentId: "00000000-0000-7000-8000-000000000001", from: "2024-01-01 10:00") { ts } }',
    'BAD_USER_INPUT',
  ],
  [
    'too many bars',
    '{ bars(instrumentId: "00000000-0000-7000-8000-000000000001", last: 999999) { ts } }',
    'QUERY_TOO_COMPLEX',
  ],
  ['bars of nothing', '{ bars(instrumentId: "00000000-0000-7000-8000-000000000001", last: 5) { ts } }', 'NOT_FOUND'],
  ['two operations, none named', 'query A { viewer { role } } query B { viewer { role } }', 'BAD_USER_INPUT'],
  ['eleven operations', many(11, (i) => `query Q${i} { viewer { role } }`), 'QUERY_TOO_COMPLEX'],
  ['a fragment within itself', '{ viewer { ...F } } fragment F on Viewer { role ...F }', 'BAD_USER_INPUT'],
  [
    'two fragments within each other',
    '{ viewer { ...F } } fragment F on Viewer { ...G } fragment G on Viewer { ...F }',
    'BAD_USER_INPUT',
  ],
  ['doubling fragments', doubling(28), 'QUERY_TOO_COMPLEX'],
  ['too many tokens', `{ viewer { ${'role '.repeat(3_000)} } }`, 'QUERY_TOO_COMPLEX'],
  ['too many aliases', `{ ${many(40, (i) => `a${i}: viewer { role }`)} }`, 'QUERY_TOO_COMPLEX'],
  [
    'too many root fields',
    `{ ...${'A } fragment A on Query {'} ${many(20, (i) => (i % 2 ? 'viewer { role }' : 'rateLimit { cost }'))} }`,
    'QUERY_TOO_COMPLEX',
  ],
  ['too many directives', `{ viewer { role ${'@include(if: true) '.repeat(30)} } }`, 'QUERY_TOO_COMPLEX'],
  ['a list of lists', `{ pairs(first: 100) { edges { node { signals(first: 100) ${list} } } } }`, 'QUERY_TOO_COMPLEX'],
  [
    'a list of lists by variables',
    `query ($n: Int!) { pairs(first: $n) { edges { node { signals(first: $n) ${list} } } } }`,
    'QUERY_TOO_COMPLEX',
    { n: 100 },
  ],
  ['a list of charts', '{ pairs(first: 100) { edges { node { series(last: 5000) { ts } } } } }', 'QUERY_TOO_COMPLEX'],
  ['deep introspection', deep(12), 'QUERY_TOO_COMPLEX'],
  [
    'introspection in a circle',
    `{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }`,
    'BAD_USER_INPUT',
  ],
  ['two subscriptions in one', 'subscription { a: signals { cursor } b: signals { cursor } }', 'BAD_USER_INPUT'],
  ['a scan of nonsense', 'mutation { startScan(input: { timeframe: "7d" }) { id } }', 'BAD_USER_INPUT'],
  [
    'a backtest of nonsense',
    'mutation { runBacktest(input: { strategy: "martingale", symbols: ["A"] }) { id } }',
    'BAD_USER_INPUT',
  ],
  [
    'a wrong literal in JSON',
    'mutation { runBacktest(input: { strategy: "pairs-zscore", symbols: ["A", "B"], params: { window: -1 } }) { id } }',
    'BAD_USER_INPUT',
  ],
  ['no words for a key', 'mutation { createApiKey(input: { name: "", scopes: [read] }) { secret } }', 'FORBIDDEN'],
  ['a __proto__ of its own', '{ __proto__ }', 'BAD_USER_INPUT'],
]

const leaks = /\bat \w+ \(|node_modules|\.ts:\d+|select .* from|postgres/i

describe('hostile documents are refused with a code and no word about the inside', () => {
  test.each(hostile)('%s, over HTTP', async (_, query, code, variables = {}) => {
    const since = performance.now()
    const answer: Answer = await ask(query, variables, eve.key)
    expect(performance.now() - since, 'refusing is cheap').toBeLessThan(1_000)
    expect(answer.errors.length).toBeGreaterThan(0)
    expect(answer.errors.length).toBeLessThanOrEqual(5)
    expect(answer.errors[0].extensions.code).toBe(code)
    expect(answer.errors[0].extensions.kind).toBeTypeOf('string')
    expect(JSON.stringify(answer.errors)).not.toMatch(leaks)
  })

  test.each(hostile)('%s, over WebSocket', async (_, query, code, variables = {}) => {
    const one = client({ apiKey: eve.key })
    const errors = await new Promise<Answer['errors']>((resolve) => {
      one.subscribe(
        { query, variables },
        {
          next: ({ errors: wrong }) => wrong && resolve(wrong as unknown as Answer['errors']),
          error: (reason) => resolve(reason as Answer['errors']),
          complete: () => resolve([]),
        },
      )
    })
    expect(errors[0]?.extensions?.code).toBe(code)
    expect(JSON.stringify(errors)).not.toMatch(leaks)
    // The same socket still answers.
    const alive = await new Promise((resolve) => {
      one.subscribe({ query: '{ viewer { role } }' }, { next: resolve, error: resolve, complete() {} })
    })
    expect(alive).toEqual({ data: { viewer: { role: 'admin' } } })
  })
})

test('nothing of it was a bug, and there are enough of them', () => {
  expect(hostile.length).toBeGreaterThanOrEqual(25)
  expect(gateway.bugs).toEqual([])
})

test('the query of every explorer passes', async () => {
  const answer = await ask(getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }), {}, eve.key)
  expect(answer.errors).toEqual([])
  expect(answer.data.__schema.queryType).toEqual({ name: 'Query', kind: 'OBJECT' })
})

test.each<[string, string, Record<string, string>, number]>([
  ['broken JSON', '{"query": "{ viewer { role } }"', {}, 400],
  ['no JSON', 'query=1', {}, 400],
  ['a list', '[{"query":"{ viewer { role } }"}]', {}, 400],
  ['a number', '7', {}, 400],
  ['a query that is no text', '{"query": 7}', {}, 400],
  ['variables that are none', '{"query": "{ viewer { role } }", "variables": [1]}', {}, 400],
  [
    'a form, as other pages can send it',
    'query={viewer{role}}',
    { 'content-type': 'application/x-www-form-urlencoded' },
    400,
  ],
  ['plain text, as other pages can send it', '{"query":"{ viewer { role } }"}', { 'content-type': 'text/plain' }, 400],
  ['too large', JSON.stringify({ query: '{ viewer { role } }', variables: { x: 'x'.repeat(300_000) } }), {}, 413],
  ['a key of nobody', '{"query":"{ viewer { role } }"}', { authorization: `Bearer tk_${'x'.repeat(43)}` }, 401],
  ['a key that is none', '{"query":"{ viewer { role } }"}', { authorization: 'Bearer tk_short' }, 401],
  ['a token of nobody', '{"query":"{ viewer { role } }"}', { authorization: 'Bearer a.b.c' }, 401],
  ['a basic password', '{"query":"{ viewer { role } }"}', { authorization: 'Basic YTpi' }, 401],
  ['a foreign page', '{"query":"{ viewer { role } }"}', { origin: 'https://evil.example' }, 403],
  ['a page of no origin', '{"query":"{ viewer { role } }"}', { origin: 'null' }, 403],
  ['the right name with another port', '{"query":"{ viewer { role } }"}', { origin: 'http://127.0.0.1:1' }, 403],
])('a request of %s is answered in the one form', async (_, body, headers, status) => {
  const answer = await post(body, headers)
  expect(answer.status).toBe(status)
  expect(answer.errors[0].extensions).toMatchObject({ code: expect.any(String), kind: expect.any(String) })
  expect(answer.errors[0].message).not.toMatch(leaks)
})

test('a foreign Host is refused, whatever it asks', async () => {
  const { request } = await import('node:http')
  const status = await new Promise((resolve, reject) => {
    const asked = request(
      gateway.url,
      { method: 'POST', headers: { host: 'rebound.example', 'content-type': 'application/json' } },
      (response) => {
        response.resume()
        resolve(response.statusCode)
      },
    )
    asked.on('error', reject)
    asked.end('{"query":"{ viewer { role } }"}')
  })
  expect(status).toBe(403)
})

test('GET asks, but changes nothing', async () => {
  const get = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}?query=${encodeURIComponent(query)}`, {
      headers: { authorization: `Bearer ${eve.key}`, ...headers },
    })
  expect((await get('{ viewer { role } }')).status, 'a page elsewhere could send this').toBe(400)
  const answer = await get('{ viewer { role } }', { 'apollo-require-preflight': 'yes' })
  expect(await answer.json()).toEqual({ data: { viewer: { role: 'admin' } } })
  expect((await get('mutation { createToken { token } }', { 'apollo-require-preflight': 'yes' })).status).toBe(405)
})
