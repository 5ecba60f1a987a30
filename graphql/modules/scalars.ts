import { GraphQLError, Kind, valueFromASTUntyped } from 'graphql'
import { runStates } from '#lib/contracts/backtests.ts'
import { instant, visibilities } from '#lib/contracts/common.ts'
import { jobStates } from '#lib/contracts/jobs.ts'
import { sides, signalKinds } from '#lib/contracts/strategy.ts'
import { roles, scopes } from '#lib/contracts/users.ts'
import { builder } from '../builder.ts'

builder.scalarType('DateTime', {
  description:
    'ISO 8601 in UTC, `2026-03-01T09:30:00.000Z`. As input: with zone, or a calendar date (its UTC midnight).',
  serialize: (value) => new Date(value).toISOString(),
  parseValue: (value) => {
    if (typeof value !== 'string' || !instant.safeParse(value).success) {
      throw new GraphQLError('A time is written as 2026-03-01T09:30:00Z (with zone) or 2026-03-01')
    }
    return value
  },
})

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
  // graphql makes objects without a prototype, which database drivers and validators do not take for plain ones.
  parseLiteral: (node, variables) => JSON.parse(JSON.stringify(valueFromASTUntyped(node, variables) ?? null)),
})

const largest = 2n ** 63n - 1n

builder.scalarType('Cursor', {
  description: 'A place in the event log: a whole number, written as a string.',
  serialize: (value) => String(value),
  parseValue: (value) => {
    if (typeof value === 'string' && /^\d{1,19}$/.test(value) && BigInt(value) <= largest) return BigInt(value)
    throw new GraphQLError('A cursor is a whole number written as a string, as `overview { cursor }` gives it')
  },
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING && /^\d{1,19}$/.test(node.value) && BigInt(node.value) <= largest)
      return BigInt(node.value)
    throw new GraphQLError('A cursor is a whole number written as a string, as `overview { cursor }` gives it')
  },
})

export const RoleEnum = builder.enumType('Role', { values: roles })
export const ScopeEnum = builder.enumType('Scope', { values: scopes })
export const VisibilityEnum = builder.enumType('Visibility', { values: visibilities })
export const JobStateEnum = builder.enumType('JobState', { values: jobStates })
export const RunStateEnum = builder.enumType('RunState', { values: runStates })
export const SignalKindEnum = builder.enumType('SignalKind', { values: signalKinds })
export const SideEnum = builder.enumType('Side', { values: sides })
export const SortOrderEnum = builder.enumType('SortOrder', { values: ['asc', 'desc'] as const })
