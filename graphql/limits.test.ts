import { type DocumentNode, getOperationAST, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createDocuments, isErrors } from './documents.ts'
import { formatError } from './errors.ts'
import { limits, measure, pointsOf } from './limits.ts'
import { schema } from './schema.ts'

const of = (text: string, variables: Record<string, unknown> = {}) => {
  const document: DocumentNode = parse(text)
  const operation = getOperationAST(document)
  if (!operation) throw new Error('no operation')
  return measure(schema, document, operation, variables)
}

describe('cost', () => {
  test('a page costs what its rows cost, by `first` as literal, variable or default', () => {
    const rows = (n: number) => 1 + n * 2
    expect(of('{ signals(first: 1) { edges { node { id } } } }').complexity).toBe(rows(1))
    expect(of('{ signals(first: 100) { edges { node { id } } } }').complexity).toBe(rows(100))
    expect(of('query ($n: Int!) { signals(first: $n) { edges { node { id } } } }', { n: 40 }).complexity).toBe(rows(40))
    expect(of('query ($n: Int = 7) { signals(first: $n) { edges { node { id } } } }').complexity).toBe(rows(7))
  })

  test('a page within a page multiplies', () => {
    const inner = 1 + 50 * 2
    expect(
      of('{ pairs(first: 20) { edges { node { signals(first: 50) { edges { node { id } } } } } } }').complexity,
    ).toBe(1 + 20 * (2 + inner))
  })

  test('aliases, fragments and inline fragments count as often as they are used', () => {
    const one = of('{ viewer { user { name } } }').complexity
    expect(of('{ a: viewer { user { name } } b: viewer { user { name } } }').complexity).toBe(2 * one)
    expect(of('{ viewer { ...F } } fragment F on Viewer { user { name } }').complexity).toBe(one)
    expect(of('{ viewer { ... on Viewer { user { name } } } }').complexity).toBe(one)
  })

  test('heavy fields cost more, and more for more bars', () => {
    const bars = (last: number) => of(`{ bars(instrumentId: "x", last: ${last}) { ts } }`).complexity
    expect(bars(500)).toBe(1 + 10 + 10)
    expect(bars(20_000)).toBeGreaterThan(400)
    expect(of('{ viewer { role } }').complexity).toBe(1)
  })

  test('a first beyond the ceiling is paid as a hundred, below one as one: the resolver refuses both', () => {
    expect(of('{ signals(first: 100000) { edges { node { id } } } }').complexity).toBe(201)
    expect(of('{ signals(first: -5) { edges { node { id } } } }').complexity).toBe(3)
  })

  test('points are whole, and never nothing', () => {
    expect(pointsOf(of('{ __typename }'))).toBe(1)
    expect(pointsOf(of('{ signals(first: 100) { edges { node { id } } } }'))).toBe(3)
  })
})

test('fragments that double are measured in no time', () => {
  const n = 60
  const lines = Array.from({ length: n }, (_, i) => `fragment F${i} on Viewer { ...F${i + 1} ...F${i + 1} }`)
  const text = `{ viewer { ...F0 } } ${lines.join(' ')} fragment F${n} on Viewer { role }`
  const since = performance.now()
  expect(of(text).fields).toBeGreaterThan(1e15)
  expect(performance.now() - since).toBeLessThan(50)
})

test('depth counts data and introspection apart, and fragments do not hide it', () => {
  expect(of('{ viewer { user { name } } }')).toMatchObject({ depth: 3, introspectionDepth: 0 })
  expect(of('{ viewer { ...F } } fragment F on Viewer { user { name } }').depth).toBe(3)
  expect(of('{ __schema { types { name } } }')).toMatchObject({ depth: 0, introspectionDepth: 3 })
})

describe('documents', () => {
  const documents = createDocuments(schema)

  test('the same text is read once', () => {
    const query = '{ viewer { role } }'
    const a = documents.prepare({ query })
    const b = documents.prepare({ query })
    if (isErrors(a) || isErrors(b)) throw new Error('refused')
    expect(a.known).toBe(b.known)
    expect(a.known.text()).toBe('{\n  viewer {\n    role\n  }\n}')
  })

  test('the operation is chosen by its name', () => {
    const query = 'query A { viewer { role } } query B { rateLimit { cost } }'
    const b = documents.prepare({ query, operationName: 'B' })
    expect(isErrors(b) ? null : b.name).toBe('B')
    for (const operationName of [null, 'C']) {
      const refused = documents.prepare({ query, operationName })
      expect(isErrors(refused) && formatError(refused[0]).extensions).toEqual({ code: 'BAD_USER_INPUT', kind: 'input' })
    }
  })

  test('the limit is the last thing that passes', () => {
    const query = (n: number) => `{ ${Array.from({ length: n }, (_, i) => `a${i}: __typename`).join(' ')} }`
    expect(isErrors(documents.prepare({ query: query(limits.rootFields) }))).toBe(false)
    expect(isErrors(documents.prepare({ query: query(limits.rootFields + 1) }))).toBe(true)
  })
})
