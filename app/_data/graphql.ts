import { initGraphQLTada } from 'gql.tada'
import type { introspection } from './introspection.d.ts'

/** Documents are typed by the printed schema: a wrong field is a compile error. */
export const graphql = initGraphQLTada<{
  introspection: introspection
  scalars: { DateTime: string; JSON: unknown; Cursor: string }
}>()

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada'
export { readFragment } from 'gql.tada'
