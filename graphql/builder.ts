import SchemaBuilder from '@pothos/core'
import RelayPlugin from '@pothos/plugin-relay'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import type { Scope } from '#lib/contracts/users.ts'
import { Fault } from '#lib/fault.ts'
import type { Context } from './context.ts'

/** The schema is written with this. Nothing is nullable and nothing is open to strangers unless it says so. */
export const builder = new SchemaBuilder<{
  Context: Context
  AuthScopes: { scope: Scope }
  DefaultFieldNullability: false
  DefaultEdgesNullability: { list: false; items: false }
  DefaultNodeNullability: false
  Connection: { count(): Promise<number> }
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: { Input: string; Output: Date | number }
    JSON: { Input: unknown; Output: unknown }
    Cursor: { Input: bigint; Output: bigint }
  }
}>({
  plugins: [ScopeAuthPlugin, RelayPlugin],
  defaultFieldNullability: false,
  scopeAuth: {
    authorizeOnSubscribe: true,
    authScopes: ({ viewer }) => ({ scope: (scope) => viewer?.scopes.includes(scope) ?? false }),
    unauthorizedError: (_, { viewer }, info) =>
      viewer
        ? new Fault('forbidden', `${info.fieldName} is not for the role ${viewer.role} with these scopes`, {
            hint: 'Ask an admin for the role, or use a key with the scope',
          })
        : new Fault('unauthenticated', 'Sign in first', {
            hint: 'Send a session cookie, or the header Authorization: Bearer followed by an API key',
          }),
  },
  relay: {
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    edgesFieldOptions: { nullable: { list: false, items: false } },
    nodeFieldOptions: { nullable: false },
  },
})

/** Any one who has signed in. */
export const read = { scope: 'read' } as const
/** Who may start scans and backtests, and watch pairs. */
export const research = { scope: 'research' } as const
export const admin = { scope: 'admin' } as const

builder.queryType({})
builder.mutationType({})
builder.subscriptionType({})
