import { makePgArray } from 'drizzle-orm/pg-core'
import { parse as words } from 'postgres-array'

const numbers = (text: string): number[] => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number))

const arrayType = (oid: number, parse: (text: string) => unknown[]) => ({
  to: oid,
  from: [oid],
  serialize: (value: unknown) => (Array.isArray(value) ? makePgArray(value) : value),
  parse,
})

/**
 * The array types of the tables, named to the driver, whose own way is to ask the catalogue on every new connection:
 * nobody catches that question when the server goes away in its middle, and the process dies of it.
 * Numbers are read without a character loop: an equity curve is one of them.
 */
export const arrayTypes = {
  int4s: arrayType(1007, numbers),
  float4s: arrayType(1021, numbers),
  float8s: arrayType(1022, numbers),
  texts: arrayType(1009, words),
  uuids: arrayType(2951, words),
}
