import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { examples } from './examples.ts'

const schema = buildSchema(
  readFileSync(fileURLToPath(new URL('../../../graphql/schema.graphql', import.meta.url)), 'utf8'),
)

describe.each(examples.map((example) => [example.title, example] as const))('%s', (_title, example) => {
  it('fits the schema', () => expect(validate(schema, parse(example.query)).map((error) => error.message)).toEqual([]))
  it('has variables that can be read', () => expect(() => JSON.parse(example.variables ?? '{}')).not.toThrow())
})
