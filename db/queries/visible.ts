import { and, type Column, eq, or, type SQL, sql } from 'drizzle-orm'
import type { Role } from '#lib/contracts/users.ts'

/** Who looks: everything a query needs to know about the viewer. */
export interface Eyes {
  readonly userId: string
  readonly role: Role
}

interface Owned {
  readonly ownerId: Column
  readonly visibility: Column
}

/** Rows this person may see: their own, the shared ones, and for an admin all of them. */
export function visibleTo(eyes: Eyes, table: Owned): SQL {
  if (eyes.role === 'admin') return sql`true`
  return or(eq(table.ownerId, eyes.userId), eq(table.visibility, 'shared')) as SQL
}

/** Rows this person may change: their own, and for an admin all of them. */
export function ownedBy(eyes: Eyes, table: Pick<Owned, 'ownerId'>): SQL {
  return eyes.role === 'admin' ? sql`true` : eq(table.ownerId, eyes.userId)
}

/** The same rule for a row or event already at hand. */
export function maySee(eyes: Eyes, row: { ownerId: string | null; visibility: 'private' | 'shared' }): boolean {
  return row.visibility === 'shared' || eyes.role === 'admin' || row.ownerId === eyes.userId
}

/** `and` that leaves out what is not asked for. */
export const all = (...conditions: (SQL | undefined | null | false | '')[]): SQL | undefined =>
  and(...conditions.filter((one): one is SQL => Boolean(one)))
