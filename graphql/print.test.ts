import { readFileSync } from 'node:fs'
import { buildSchema, isObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { printed } from './print.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

test('schema.graphql and the types of the documents are what the schema says (npm run schema)', async () => {
  const fresh = await printed()
  expect(read('./schema.graphql')).toBe(fresh.schema)
  expect(read('../app/_data/introspection.d.ts')).toBe(fresh.types)
})

test('the printed contract is a schema of its own, and every list that grows asks for `first`', () => {
  const schema = buildSchema(read('./schema.graphql'))
  const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) ? Object.values(type.getFields()) : [],
  )
  const grown = fields.filter(({ type }) => String(type).endsWith('Connection!'))
  expect(grown.length).toBeGreaterThan(8)
  for (const { name, args } of grown) {
    expect(args.find((arg) => arg.name === 'first')?.type.toString(), name).toBe('Int!')
  }
})
