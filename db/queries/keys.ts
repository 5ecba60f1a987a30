import { randomBytes } from 'node:crypto'
import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Role, Scope } from '#lib/contracts/users.ts'
import type { Database, Queryable } from '../client.ts'
import { newId } from '../ids.ts'
import { publish } from '../outbox.ts'
import { apiKeys, users } from '../schema/users.ts'
import { sha256 } from './links.ts'
import { type Eyes, ownedBy } from './visible.ts'

export type ApiKeyRow = typeof apiKeys.$inferSelect
export const keyPattern = /^tk_[A-Za-z0-9_-]{43}$/

/** A key of 256 bits. Its text is returned once and stored only as SHA-256; the first characters stay to know it by. */
export async function createApiKey(
  db: Queryable,
  input: { ownerId: string; name: string; scopes: readonly Scope[]; expiresInDays: number | null },
): Promise<{ row: ApiKeyRow; secret: string }> {
  const secret = `tk_${randomBytes(32).toString('base64url')}`
  const [row] = await db
    .insert(apiKeys)
    .values({
      id: newId(),
      ownerId: input.ownerId,
      name: input.name,
      prefix: secret.slice(0, 9),
      hash: sha256(secret),
      scopes: [...new Set(input.scopes)],
      expiresAt: input.expiresInDays === null ? null : sql`now() + make_interval(days => ${input.expiresInDays})`,
    })
    .returning()
  return { row, secret }
}

export interface KeyHolder {
  readonly keyId: string
  readonly scopes: readonly Scope[]
  readonly expiresAt: Date | null
  readonly userId: string
  readonly name: string
  readonly role: Role
}

const usable = and(
  isNull(apiKeys.revokedAt),
  or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, sql`now()`)),
  isNull(users.disabledAt),
)

const holders = (db: Queryable) =>
  db
    .select({
      keyId: apiKeys.id,
      scopes: apiKeys.scopes,
      expiresAt: apiKeys.expiresAt,
      lastUsedAt: apiKeys.lastUsedAt,
      userId: users.id,
      name: users.name,
      role: users.role,
    })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.ownerId))

/** Who holds this key, or null when it is unknown, revoked or expired. */
export async function findKey(db: Queryable, secret: string): Promise<KeyHolder | null> {
  const [row] = await holders(db).where(and(eq(apiKeys.hash, sha256(secret)), usable))
  if (!row) return null
  const { lastUsedAt, ...holder } = row
  if (!lastUsedAt || Date.now() - lastUsedAt.getTime() > 60_000) {
    await db.update(apiKeys).set({ lastUsedAt: sql`now()` }).where(eq(apiKeys.id, row.keyId))
  }
  return holder
}

/** The same by the id of the key: for tokens that were made from it. */
export async function findKeyById(db: Queryable, keyId: string): Promise<KeyHolder | null> {
  const [row] = await holders(db).where(and(eq(apiKeys.id, keyId), usable))
  return row ?? null
}

export function listKeys(db: Queryable, ownerId: string): Promise<ApiKeyRow[]> {
  return db.select().from(apiKeys).where(eq(apiKeys.ownerId, ownerId)).orderBy(desc(apiKeys.createdAt)).limit(500)
}

export async function findApiKey(db: Queryable, eyes: Eyes, id: string): Promise<ApiKeyRow | null> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.id, id), ownedBy(eyes, apiKeys)))
  return row ?? null
}

/** Ends a key for good and tells every gateway. Null: no such key of this person. */
export async function revokeApiKey(db: Database, eyes: Eyes, id: string): Promise<ApiKeyRow | null> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(apiKeys)
      .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, now())` })
      .where(and(eq(apiKeys.id, id), ownedBy(eyes, apiKeys)))
      .returning()
    if (!row) return null
    await publish(tx, [
      {
        stream: 'sessions',
        key: row.ownerId,
        ownerId: row.ownerId,
        visibility: 'private',
        payload: { userId: row.ownerId, sessionId: null, keyId: id, what: 'revoked' },
      },
    ])
    return row
  })
}
