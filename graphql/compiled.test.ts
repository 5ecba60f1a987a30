import { buildSchema, execute, type GraphQLSchema, isObjectType, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { executeCompiled } from './compiled.ts'

const schema: GraphQLSchema = buildSchema(`
  enum Colour { red green }
  interface Named { name: String! }
  type Cat implements Named { name: String! lives(of: Int = 9): Int! friend: Cat friends: [Cat!]! colour: Colour weight: Float later: String never: String! ids: [[Int]] }
  type Query { cat: Cat cats(n: Int!): [Cat!]! maybe: [Cat] named: Named fail: String failLater: String! empty: String }
  type Mutation { feed: Int! }
`)
const resolvers: Record<string, Record<string, (source: never, args: never) => unknown>> = {
  Cat: {
    lives: (_, { of }: { of: number }) => of,
    friends: () => Promise.resolve([{ name: 'b' }, { name: 'c', colour: 'green' }]),
    later: ({ name }: { name: string }) => Promise.resolve(`later ${name}`),
    never: ({ name }: { name: string }) => (name === 'bad' ? null : 'something'),
  },
  Query: {
    cat: () => ({ name: 'a', colour: 'red', weight: 1.5, friend: { name: 'f' }, ids: [[1, null], null] }),
    cats: (_, { n }: { n: number }) => Array.from({ length: n }, (_, i) => ({ name: i === 3 ? 'bad' : `cat ${i}` })),
    maybe: () => [{ name: 'x' }, null, new Error('not this one')],
    named: () => ({ __typename: 'Cat', name: 'abstract' }),
    fail: () => {
      throw new Error('sync')
    },
    failLater: () => Promise.reject(new Error('async')),
    empty: () => null,
  },
  Mutation: { feed: vi.fn(() => 1) as never },
}
for (const [name, fields] of Object.entries(resolvers)) {
  const type = schema.getType(name)
  if (!isObjectType(type)) throw new Error(name)
  for (const [field, resolve] of Object.entries(fields)) type.getFields()[field].resolve = resolve as never
}

const unheard: unknown[] = []
const hear = (error: unknown) => unheard.push(error)
beforeAll(() => void process.on('unhandledRejection', hear))
afterAll(() => void process.off('unhandledRejection', hear))

describe('the same answer as graphql itself, to the letter', () => {
  test.each([
    ['{ cat { name colour weight friend { name friend { name } } ids } }'],
    ['{ cat { later friends { name later colour } lives } empty __typename }'],
    ['query ($n: Int = 2, $of: Int) { cats(n: $n) { __typename name lives(of: $of) other: lives(of: 3) } }'],
    ['{ cat { ...F friend { ...F } } } fragment F on Cat { name ... on Cat { weight } ... { lives } }'],
    ['{ cat { ... on Named { name } } }'],
    ['{ named { name __typename } }'],
    ['{ cat { name name friend { name } friend { later } } }'],
    ['query ($yes: Boolean = true) { cat { name @include(if: $yes) weight @skip(if: $yes) } }'],
    ['{ __proto__: cat { name } }'],
    ['{ cat { __proto__: name } }'],
    ['{ maybe { name } }'],
    ['{ fail cat { later } }'],
    ['{ failLater cat { later friends { later } } }'],
    ['{ cats(n: 5) { name never later } cat { later } }'],
    ['{ __schema { queryType { name } } cat { name } }'],
    ['mutation { feed }'],
    ['query A { cat { name } } query B { empty }'],
    ['query ($n: Int!) { cats(n: $n) { name } }'],
    ['{ nothing }'],
  ])('%s', async (text) => {
    for (let round = 0; round < 2; round++) {
      const args = { schema, document: parse(text), operationName: text.includes('query B') ? 'B' : undefined }
      const [fast, slow] = [await executeCompiled(args), await execute(args)]
      expect(JSON.stringify(fast)).toBe(JSON.stringify(slow))
    }
    await new Promise((resolve) => setImmediate(resolve))
    expect(unheard).toEqual([])
  })
})

test('what changes something runs once', async () => {
  const feed = vi.mocked(resolvers.Mutation.feed as () => unknown)
  feed.mockClear()
  await executeCompiled({ schema, document: parse('mutation { feed }') })
  expect(feed).toHaveBeenCalledTimes(1)
})

test('variables differ from run to run, the document is compiled once', async () => {
  const document = parse('query ($n: Int!) { cats(n: $n) { name } }')
  for (const n of [0, 1, 3]) {
    const { data } = await executeCompiled({ schema, document, variableValues: { n } })
    expect(data?.cats).toHaveLength(n)
  }
})
