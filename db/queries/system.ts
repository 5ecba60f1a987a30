import type { Queryable } from '../client.ts'
import { users } from '../schema/users.ts'

/** Owns what TITAN itself makes. It has no password and can never sign in. */
export const systemUserId = '00000000-0000-7000-8000-000000000001'

export async function ensureSystemUser(db: Queryable): Promise<string> {
  await db
    .insert(users)
    .values({ id: systemUserId, name: 'titan', role: 'admin', kind: 'system' })
    .onConflictDoNothing()
  return systemUserId
}
