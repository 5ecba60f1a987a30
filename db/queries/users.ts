import { hash, verify } from '@node-rs/argon2'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Role, User } from '#lib/contracts/users.ts'
import type { Queryable } from '../client.ts'
import { newId } from '../ids.ts'
import { publish } from '../outbox.ts'
import { users } from '../schema/users.ts'
import { newestPage, type PageRequest } from './page.ts'

/** argon2id with 19 MiB and two passes (OWASP Password Storage Cheat Sheet). The default algorithm is argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

const columns = {
  id: users.id,
  name: users.name,
  role: users.role,
  kind: users.kind,
  createdAt: users.createdAt,
  disabledAt: users.disabledAt,
}

/** True as soon as somebody can sign in as admin: the set-up link is then dead. */
export async function hasOwner(db: Queryable): Promise<boolean> {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'admin'), eq(users.kind, 'person')))
    .limit(1)
  return rows.length > 0
}

/** Null: the name is taken. Without a password the person comes in by a link and sets one. */
export async function createUser(
  db: Queryable,
  input: { name: string; role: Role; password?: string },
): Promise<User | null> {
  const passwordHash = input.password === undefined ? null : await hash(input.password, cost)
  const [made] = await db
    .insert(users)
    .values({ id: newId(), name: input.name, role: input.role, passwordHash })
    .onConflictDoNothing()
    .returning(columns)
  return made ?? null
}

export async function setPassword(db: Queryable, userId: string, password: string): Promise<void> {
  await db
    .update(users)
    .set({ passwordHash: await hash(password, cost) })
    .where(eq(users.id, userId))
}

let decoy: Promise<string> | null = null

/** The person, or null. An unknown name costs the same time as a wrong password, so that names cannot be found out. */
export async function verifyPassword(db: Queryable, name: string, password: string): Promise<User | null> {
  const [row] = await db
    .select({ ...columns, passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.name, name))
  decoy ??= hash('nobody has this password', cost)
  const usable = row?.passwordHash && row.kind === 'person' && !row.disabledAt
  const fits = await verify(usable && row.passwordHash ? row.passwordHash : await decoy, password)
  if (!usable || !fits) return null
  const { passwordHash: _, ...person } = row
  return person
}

export async function findUser(db: Queryable, id: string): Promise<User | null> {
  const [row] = await db.select(columns).from(users).where(eq(users.id, id))
  return row ?? null
}

export async function findUserByName(db: Queryable, name: string): Promise<User | null> {
  const [row] = await db.select(columns).from(users).where(eq(users.name, name))
  return row ?? null
}

export async function usersById(db: Queryable, ids: readonly string[]): Promise<Map<string, User>> {
  const rows = await db
    .select(columns)
    .from(users)
    .where(inArray(users.id, [...ids]))
  return new Map(rows.map((row) => [row.id, row]))
}

/** People, newest first; the system user is none. */
export async function listUsers(db: Queryable, request: PageRequest) {
  const people = eq(users.kind, 'person')
  return newestPage(users, request, {
    filter: people,
    read: (where, order, limit) =>
      db
        .select(columns)
        .from(users)
        .where(where)
        .orderBy(...order)
        .limit(limit),
    count: () => db.$count(users, people),
  })
}

/** Null: no such person, or it is the last admin, who cannot be made less. Locks the admins against a race of two. */
export async function changeRole(db: Queryable, userId: string, role: Role): Promise<User | 'last-admin' | null> {
  const admins = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'admin'), eq(users.kind, 'person'), isNull(users.disabledAt)))
    .orderBy(asc(users.id))
    .for('update')
  if (role !== 'admin' && admins.length === 1 && admins[0].id === userId) return 'last-admin'
  const [row] = await db
    .update(users)
    .set({ role })
    .where(and(eq(users.id, userId), eq(users.kind, 'person')))
    .returning(columns)
  if (!row) return null
  // Whoever changes it, web or command line: sockets that were opened under the other role are closed.
  const payload = { userId, sessionId: null, keyId: null, what: 'role' as const }
  await publish(db, [{ stream: 'sessions', key: userId, ownerId: userId, visibility: 'private', payload }])
  return row
}
