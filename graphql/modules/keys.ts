import { type ApiKeyRow, createApiKey, findApiKey, listKeys, revokeApiKey } from '#db/queries/keys.ts'
import { newApiKey } from '#lib/contracts/users.ts'
import { Fault } from '#lib/fault.ts'
import { tokenMinutesMax } from '../access/tickets.ts'
import { builder, read } from '../builder.ts'
import { type Context, viewerOf } from '../context.ts'
import { inputOf, parseInput } from '../inputs.ts'
import { findable, isId, NodeInterface } from './node.ts'
import { ScopeEnum } from './scalars.ts'

const ApiKeyType = builder.objectRef<ApiKeyRow>('ApiKey').implement({
  description: 'A key of a program. Its text is shown once, when it is made.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    name: t.exposeString('name'),
    prefix: t.exposeString('prefix', { description: 'Its first characters, to know it by.' }),
    scopes: t.expose('scopes', { type: [ScopeEnum] }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
  }),
})
findable('ApiKey', (context, id) => findApiKey(context.house.connection.db, viewerOf(context), id))

builder.queryField('apiKeys', (t) =>
  t.field({
    type: [ApiKeyType],
    authScopes: read,
    description: 'Keys of the viewer, newest first.',
    resolve: (_, __, context) => listKeys(context.house.connection.db, viewerOf(context).userId),
  }),
)

const CreatedApiKeyType = builder.objectRef<{ row: ApiKeyRow; secret: string }>('CreatedApiKey').implement({
  fields: (t) => ({
    key: t.expose('row', { type: ApiKeyType }),
    secret: t.exposeString('secret', { description: 'The key itself. It is not stored and not shown again.' }),
  }),
})

/** A key must not beget keys: what it may do would outlive it. */
function signedIn(context: Context) {
  const viewer = viewerOf(context)
  if (context.via === 'session') return viewer
  throw new Fault('forbidden', 'Only a person who has signed in may do this', {
    hint: 'Use the settings page, or titan key',
  })
}

builder.mutationField('createApiKey', (t) =>
  t.field({
    type: CreatedApiKeyType,
    authScopes: read,
    args: { input: t.arg({ type: inputOf(newApiKey, 'ApiKeyInput'), required: true }) },
    resolve: async (_, { input }, context) => {
      const viewer = signedIn(context)
      const wanted = parseInput(newApiKey, input)
      const beyond = wanted.scopes.filter((scope) => !viewer.scopes.includes(scope))
      if (beyond.length > 0) {
        throw new Fault('forbidden', `The role ${viewer.role} cannot give the scope ${beyond.join(', ')}`)
      }
      return createApiKey(context.house.connection.db, { ...wanted, ownerId: viewer.userId })
    },
  }),
)

builder.mutationField('revokeApiKey', (t) =>
  t.field({
    type: ApiKeyType,
    authScopes: read,
    description: 'Ends a key for good; its sockets close. A key may end itself.',
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, context) => {
      const viewer = viewerOf(context)
      if (viewer.keyId !== id) signedIn(context)
      const row = isId(id) ? await revokeApiKey(context.house.connection.db, viewer, id) : null
      if (!row) throw new Fault('missing', 'There is no such key')
      return row
    },
  }),
)

const passFields = { text: '', expiresAt: new Date(0) }
type Pass = typeof passFields

const TokenType = builder.objectRef<Pass>('Token').implement({
  fields: (t) => ({ token: t.exposeString('text'), expiresAt: t.expose('expiresAt', { type: 'DateTime' }) }),
})
const SocketTicketType = builder.objectRef<Pass>('SocketTicket').implement({
  fields: (t) => ({ ticket: t.exposeString('text'), expiresAt: t.expose('expiresAt', { type: 'DateTime' }) }),
})

function ticketsOf(context: Context) {
  if (!context.house.tickets) throw new Fault('unavailable', 'No ticket is made here', { hint: 'Ask the gateway' })
  return context.house.tickets
}

builder.mutationField('createToken', (t) =>
  t.field({
    type: TokenType,
    authScopes: read,
    description:
      'A pass for a program, for at most 15 minutes. It does what the viewer may do and dies with the session or key.',
    args: { minutes: t.arg.int({ defaultValue: tokenMinutesMax }) },
    resolve: (_, { minutes }, context) => {
      const viewer = viewerOf(context)
      if (context.via === 'token') throw new Fault('forbidden', 'A token cannot make another token')
      const wanted = minutes ?? tokenMinutesMax
      if (wanted < 1 || wanted > tokenMinutesMax) {
        throw new Fault('input', `minutes must be between 1 and ${tokenMinutesMax}`, {
          issues: [{ path: 'minutes', message: `between 1 and ${tokenMinutesMax}` }],
        })
      }
      return ticketsOf(context).token(viewer, wanted)
    },
  }),
)

builder.mutationField('createSocketTicket', (t) =>
  t.field({
    type: SocketTicketType,
    authScopes: read,
    description: 'Opens one WebSocket within 30 seconds: send it as `ticket` in the connection parameters.',
    resolve: (_, __, context) => ticketsOf(context).ticket(viewerOf(context)),
  }),
)
