import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { signInLinks } from '../schema/users.ts'

export const linkMinutes = 15

/** What is stored of a secret that has 256 random bits: a plain hash is enough, there is nothing to guess. */
export const sha256 = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

export type LinkPurpose = (typeof signInLinks.$inferSelect)['purpose']

/**
 * A one-time sign-in token of 256 bits, valid for 15 minutes. It belongs into the fragment of a link, which no server
 * log sees. `owner` makes the first admin; `user` signs an existing person in. An older owner link dies.
 */
export async function createSignInLink(
  db: Queryable,
  { purpose, userId = null }: { purpose: LinkPurpose; userId?: string | null },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  if (purpose === 'owner') await db.delete(signInLinks).where(eq(signInLinks.purpose, 'owner'))
  await db.insert(signInLinks).values({
    tokenHash: sha256(token),
    userId,
    purpose,
    expiresAt: sql`now() + make_interval(mins => ${linkMinutes})`,
  })
  return token
}

/** Uses a link up, in one statement: two at once, and one of them gets null. */
export async function redeemSignInLink(
  db: Queryable,
  token: string,
  purpose: LinkPurpose,
): Promise<{ userId: string | null } | null> {
  const [row] = await db
    .update(signInLinks)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(signInLinks.tokenHash, sha256(token)),
        eq(signInLinks.purpose, purpose),
        isNull(signInLinks.usedAt),
        gt(signInLinks.expiresAt, sql`now()`),
      ),
    )
    .returning({ userId: signInLinks.userId })
  return row ?? null
}
