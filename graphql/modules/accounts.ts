import { z } from 'zod'
import { createSignInLink } from '#db/queries/links.ts'
import { listSessions, revokeOtherSessions, revokeSession, type SessionRow } from '#db/queries/sessions.ts'
import { changeRole, createUser, findUser, listUsers, setPassword } from '#db/queries/users.ts'
import { password, roles, type User, userName, type Viewer } from '#lib/contracts/users.ts'
import { Fault } from '#lib/fault.ts'
import { admin, builder, read } from '../builder.ts'
import { connectionOf, toConnection } from '../connection.ts'
import { viewerOf } from '../context.ts'
import { parseInput } from '../inputs.ts'
import { findable, idOf, isId, NodeInterface } from './node.ts'
import { RoleEnum, ScopeEnum } from './scalars.ts'

export const UserType = builder.objectRef<User>('User').implement({
  interfaces: [NodeInterface],
  fields: (t) => ({
    name: t.exposeString('name'),
    role: t.expose('role', { type: RoleEnum }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    disabledAt: t.expose('disabledAt', { type: 'DateTime', nullable: true }),
  }),
})

findable('User', (context, id) => {
  const { userId, role } = viewerOf(context)
  return id === userId || role === 'admin' ? findUser(context.house.connection.db, id) : Promise.resolve(null)
})

/** Shown for rows whose owner has been removed. */
export const nobody = (id: string): User => ({
  id,
  name: 'removed',
  role: 'viewer',
  kind: 'system',
  createdAt: new Date(0),
  disabledAt: new Date(0),
})

const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who asks, and what they may do.',
  fields: (t) => ({
    user: t.field({
      type: UserType,
      resolve: async ({ userId }, _, { load }) => (await load.user(userId)) ?? nobody(userId),
    }),
    role: t.expose('role', { type: RoleEnum }),
    scopes: t.field({ type: [ScopeEnum], resolve: ({ scopes }) => [...scopes] }),
    sessionId: t.exposeID('sessionId', { nullable: true }),
  }),
})

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerType,
    nullable: true,
    description: 'Null when nobody has signed in.',
    resolve: (_, __, { viewer }) => viewer,
  }),
)

const SessionType = builder.objectRef<SessionRow>('Session').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    userAgent: t.exposeString('userAgent'),
    address: t.exposeString('address'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime' }),
    current: t.boolean({ resolve: ({ id }, _, { viewer }) => viewer?.sessionId === id }),
  }),
})

builder.queryField('sessions', (t) =>
  t.field({
    type: [SessionType],
    authScopes: read,
    description: 'Where the viewer is signed in.',
    resolve: (_, __, context) => listSessions(context.house.connection.db, viewerOf(context).userId),
  }),
)

const UserConnection = connectionOf('User', UserType)
builder.queryField('users', (t) =>
  t.field({
    type: UserConnection,
    authScopes: admin,
    args: { first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: async (_, args, { house }) => toConnection(await listUsers(house.connection.db, args), (row) => row),
  }),
)

builder.mutationField('revokeSession', (t) =>
  t.boolean({
    authScopes: read,
    description: 'Signs the viewer out there; an admin may sign anybody out. Its sockets close.',
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, context) => {
      const viewer = viewerOf(context)
      const found =
        isId(id) &&
        (await revokeSession(context.house.connection.db, id, viewer.role === 'admin' ? undefined : viewer.userId))
      if (!found) throw new Fault('missing', 'There is no such session')
      return true
    },
  }),
)

builder.mutationField('setUserRole', (t) =>
  t.field({
    type: UserType,
    authScopes: admin,
    args: { userId: t.arg.id({ required: true }), role: t.arg({ type: RoleEnum, required: true }) },
    resolve: async (_, { userId, role }, { house }) =>
      house.connection.db.transaction(async (tx) => {
        const changed = await changeRole(tx, idOf(userId, 'userId'), role)
        if (changed === 'last-admin') {
          throw new Fault('conflict', 'This is the last admin', { hint: 'Make somebody else an admin first' })
        }
        if (!changed) throw new Fault('missing', 'There is no such person')
        return changed
      }),
  }),
)

const UserInput = builder.inputType('UserInput', {
  fields: (t) => ({ name: t.string({ required: true }), role: t.field({ type: RoleEnum, required: true }) }),
})
const newUser = z.object({ name: userName, role: z.enum(roles) })

const UserLinkType = builder.objectRef<{ user: User; path: string; expiresAt: Date }>('UserLink').implement({
  description:
    'A new person and the one-time link, below the address of the web, by which they sign in for the first time.',
  fields: (t) => ({
    user: t.expose('user', { type: UserType }),
    path: t.exposeString('path'),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
  }),
})

builder.mutationField('createUser', (t) =>
  t.field({
    type: UserLinkType,
    authScopes: admin,
    args: { input: t.arg({ type: UserInput, required: true }) },
    resolve: async (_, { input }, { house, nowMs }) => {
      const wanted = parseInput(newUser, input)
      return house.connection.db.transaction(async (tx) => {
        const user = await createUser(tx, wanted)
        if (!user) throw new Fault('conflict', `The name ${wanted.name} is taken`)
        const token = await createSignInLink(tx, { purpose: 'user', userId: user.id })
        return { user, path: `/link#${token}`, expiresAt: new Date(nowMs + 15 * 60_000) }
      })
    },
  }),
)

builder.mutationField('setPassword', (t) =>
  t.boolean({
    authScopes: read,
    description: 'Sets the password of the viewer, who must have signed in; ends the other sessions.',
    args: { password: t.arg.string({ required: true }) },
    extensions: { cost: 100 },
    resolve: async (_, args, context) => {
      const viewer = viewerOf(context)
      if (context.via !== 'session') throw new Fault('forbidden', 'Only a person who has signed in may set a password')
      const { db } = context.house.connection
      const parsed = parseInput(z.object({ password }), args)
      await setPassword(db, viewer.userId, parsed.password)
      await revokeOtherSessions(db, viewer.userId, viewer.sessionId)
      return true
    },
  }),
)
