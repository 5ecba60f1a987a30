import { z } from 'zod'
import type { Connection } from '#db/client.ts'
import { takeToken } from '#db/queries/buckets.ts'
import { redeemSignInLink } from '#db/queries/links.ts'
import { createSession, findSession, revokeSession } from '#db/queries/sessions.ts'
import { createUser, findUser, hasOwner, verifyPassword } from '#db/queries/users.ts'
import { id } from '#lib/contracts/common.ts'
import { password, scopesOfRole, userName, type Viewer } from '#lib/contracts/users.ts'
import { Fault, faultFromZod } from '#lib/fault.ts'

/** Where an attempt comes from. */
export interface Visitor {
  readonly address: string
  readonly userAgent: string
}

export interface SignedIn {
  readonly userId: string
  readonly name: string
  readonly sessionId: string
}

/** Ten attempts at once, then one every twelve seconds: of one account, and thrice that of one address. */
const perAccount = { capacity: 10, refillPerSecond: 1 / 12 }
const perAddress = { capacity: 30, refillPerSecond: 1 / 4 }

/**
 * Attempts are counted in the database, so that all processes count together, and before anything is compared. When the
 * count cannot be had, nobody gets in: a limiter that is open on failure is none. A link names no account: its 256 bits
 * cannot be guessed, and one count for all links would let anybody lock the others out.
 */
async function countAttempt({ sql }: Connection, { address }: Visitor, account: string | null): Promise<void> {
  let wait: number
  try {
    const byAddress = await takeToken(sql, `sign-in address ${address}`, perAddress)
    const byAccount = account === null ? 0 : await takeToken(sql, `sign-in account ${account}`, perAccount)
    wait = Math.max(byAddress, byAccount)
  } catch (cause) {
    throw new Fault('unavailable', 'Nobody can sign in just now', { cause, retryAfterMs: 5_000 })
  }
  if (wait > 0)
    throw new Fault('limited', 'Too many attempts to sign in', { retryAfterMs: wait, hint: 'Wait a minute' })
}

const passwordForm = z.object({
  name: z.string().trim().toLowerCase().min(1).max(80),
  password: z.string().min(1).max(400),
})
const tokenForm = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })

/** Name and password; null when they do not fit together, whichever of the two is wrong. */
export async function signInByPassword(
  connection: Connection,
  form: unknown,
  visitor: Visitor,
): Promise<SignedIn | null> {
  const parsed = passwordForm.safeParse(form)
  if (!parsed.success) return null
  await countAttempt(connection, visitor, parsed.data.name)
  const person = await verifyPassword(connection.db, parsed.data.name, parsed.data.password)
  if (!person) return null
  const sessionId = await createSession(connection.db, { userId: person.id, ...visitor })
  return { userId: person.id, name: person.name, sessionId }
}

/** A one-time link of a person; null when it was used, has run out or never was. */
export async function signInByLink(connection: Connection, form: unknown, visitor: Visitor): Promise<SignedIn | null> {
  const parsed = tokenForm.safeParse(form)
  if (!parsed.success) return null
  await countAttempt(connection, visitor, null)
  return connection.db.transaction(async (tx) => {
    const used = await redeemSignInLink(tx, parsed.data.token, 'user')
    const person = used?.userId ? await findUser(tx, used.userId) : null
    if (!person || person.disabledAt || person.kind !== 'person') return null
    const sessionId = await createSession(tx, { userId: person.id, ...visitor })
    return { userId: person.id, name: person.name, sessionId }
  })
}

const ownerForm = z.object({ token: z.string().min(1).max(100), name: userName, password })

/** Makes the first admin, once, with the link that the first start printed. */
export async function setUpOwner(connection: Connection, form: unknown, visitor: Visitor): Promise<{ name: string }> {
  const parsed = ownerForm.safeParse(form)
  if (!parsed.success) throw faultFromZod(parsed.error, 'The form')
  await countAttempt(connection, visitor, null)
  return connection.db.transaction(async (tx) => {
    if (!(await redeemSignInLink(tx, parsed.data.token, 'owner'))) {
      throw new Fault('unauthenticated', 'This link has been used or has run out', {
        hint: 'titan user link prints another, as long as there is no owner',
      })
    }
    // The used link is the lock: only one of two can have it, and there is but one owner link.
    if (await hasOwner(tx)) throw new Fault('conflict', 'There is an owner already', { hint: 'Sign in' })
    const made = await createUser(tx, { name: parsed.data.name, role: 'admin', password: parsed.data.password })
    if (!made) throw new Fault('conflict', `The name ${parsed.data.name} is taken`)
    return { name: made.name }
  })
}

/** Who a session belongs to, or null when it has ended. */
export async function viewerOfSession({ db }: Connection, sessionId: string): Promise<Viewer | null> {
  if (!id.safeParse(sessionId).success) return null
  const found = await findSession(db, sessionId)
  return found && { ...found, scopes: scopesOfRole[found.role], sessionId, keyId: null }
}

export async function signOut({ db }: Connection, sessionId: string): Promise<void> {
  if (id.safeParse(sessionId).success) await revokeSession(db, sessionId)
}
