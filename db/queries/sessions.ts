import { and, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm'
import type { Role } from '#lib/contracts/users.ts'
import type { Database, Queryable } from '../client.ts'
import { newId } from '../ids.ts'
import { publish } from '../outbox.ts'
import { sessions, users } from '../schema/users.ts'

export const sessionDays = 30
export type SessionRow = typeof sessions.$inferSelect

export async function createSession(
  db: Queryable,
  { userId, userAgent = '', address = '' }: { userId: string; userAgent?: string; address?: string },
): Promise<string> {
  const id = newId()
  await db.insert(sessions).values({
    id,
    userId,
    userAgent: userAgent.slice(0, 300),
    address: address.slice(0, 64),
    expiresAt: sql`now() + make_interval(days => ${sessionDays})`,
  })
  return id
}

const alive = and(isNull(sessions.revokedAt), gt(sessions.expiresAt, sql`now()`), isNull(users.disabledAt))

/** Whose session this is, or null when it was revoked, has expired or its person is disabled. */
export async function findSession(
  db: Queryable,
  id: string,
): Promise<{ userId: string; name: string; role: Role } | null> {
  const [row] = await db
    .select({ userId: users.id, name: users.name, role: users.role, seen: sessions.lastSeenAt })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, id), alive))
  if (!row) return null
  if (Date.now() - row.seen.getTime() > 60_000) {
    await db.update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.id, id))
  }
  return { userId: row.userId, name: row.name, role: row.role }
}

export function listSessions(db: Queryable, userId: string): Promise<SessionRow[]> {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, sql`now()`)))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(200)
}

/** Ends a session and tells every gateway to close what it opened. False: there is none such. */
export async function revokeSession(db: Database, id: string, userId?: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(sessions)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(sessions.id, id), isNull(sessions.revokedAt), userId ? eq(sessions.userId, userId) : undefined))
      .returning({ userId: sessions.userId })
    if (!row) return false
    await publish(tx, [
      {
        stream: 'sessions',
        key: row.userId,
        ownerId: row.userId,
        visibility: 'private',
        payload: { userId: row.userId, sessionId: id, keyId: null, what: 'revoked' },
      },
    ])
    return true
  })
}

/** Ends all other sessions of a person: what a changed password must do. */
export async function revokeOtherSessions(db: Database, userId: string, keep: string | null): Promise<void> {
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), keep ? ne(sessions.id, keep) : undefined))
  for (const { id } of rows) await revokeSession(db, id, userId)
}
