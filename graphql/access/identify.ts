import { decode } from 'next-auth/jwt'
import type { Connection } from '#db/client.ts'
import { findKey, findKeyById, type KeyHolder, keyPattern } from '#db/queries/keys.ts'
import { findSession } from '#db/queries/sessions.ts'
import { id } from '#lib/contracts/common.ts'
import { type Scope, scopesOfRole, type Viewer } from '#lib/contracts/users.ts'
import { Fault } from '#lib/fault.ts'
import type { Via } from '../context.ts'
import type { Claims, Tickets } from './tickets.ts'

/** Who was recognised, by what, and until when at the latest. */
export interface Identity {
  readonly viewer: Viewer
  readonly via: Via
  readonly expiresAtMs: number | null
}

/** The session cookie of the web, plain and under https. */
export const cookieNames = ['next-auth.session-token', '__Secure-next-auth.session-token'] as const

const keptMs = 5_000
const keptCount = 10_000

const allowed = (role: Viewer['role'], scopes: readonly Scope[]) =>
  scopesOfRole[role].filter((scope) => scopes.includes(scope))

const expired = (what: string) => new Fault('unauthenticated', `This ${what} is not valid, has expired or was revoked`)

/**
 * Recognises cookies, API keys, tokens and tickets. What was found is kept for five seconds, and dropped at once when
 * an event says that a session or key ended or a role changed. What was not found is not kept.
 */
export function createIdentities(
  connection: Connection,
  { sessionSecret, tickets }: { sessionSecret: string; tickets: Tickets },
) {
  const { db } = connection
  const cache = new Map<string, { identity: Identity; untilMs: number }>()

  const remember = (text: string, identity: Identity): Identity => {
    if (cache.size >= keptCount) cache.clear()
    const untilMs = Math.min(Date.now() + keptMs, identity.expiresAtMs ?? Number.POSITIVE_INFINITY)
    cache.set(text, { identity, untilMs })
    return identity
  }
  const recall = (text: string): Identity | null => {
    const hit = cache.get(text)
    if (!hit) return null
    if (hit.untilMs > Date.now()) return hit.identity
    cache.delete(text)
    return null
  }

  const ofSession = async (sessionId: string, via: Via, what: string, scopes?: readonly Scope[]): Promise<Identity> => {
    const person = await findSession(db, sessionId)
    if (!person) throw expired(what)
    const { userId, name, role } = person
    const granted = allowed(role, scopes ?? scopesOfRole[role])
    return { viewer: { userId, name, role, scopes: granted, sessionId, keyId: null }, via, expiresAtMs: null }
  }

  const ofKey = (holder: KeyHolder | null, via: Via, what: string, scopes?: readonly Scope[]): Identity => {
    if (!holder) throw expired(what)
    const { userId, name, role, keyId } = holder
    const granted = allowed(role, holder.scopes).filter((scope) => !scopes || scopes.includes(scope))
    return {
      viewer: { userId, name, role, scopes: granted, sessionId: null, keyId },
      via,
      expiresAtMs: holder.expiresAt?.getTime() ?? null,
    }
  }

  /** A pass stands for the session or key it was made from, which is looked up again. */
  const ofClaims = async (claims: Claims, via: Via): Promise<Identity> => {
    const found = claims.sid
      ? await ofSession(claims.sid, via, via, claims.scopes)
      : ofKey(claims.kid ? await findKeyById(db, claims.kid) : null, via, via, claims.scopes)
    if (found.viewer.userId !== claims.sub) throw expired(via)
    return found
  }

  const remembered = async (text: string, find: () => Promise<Identity>): Promise<Identity> =>
    recall(text) ?? remember(text, await find())

  const identities = {
    /** The session behind the cookie of the web; null when there is no such cookie or it has ended. */
    async cookie(text: string): Promise<Identity | null> {
      const hit = recall(text)
      if (hit) return hit
      const token = await decode({ token: text, secret: sessionSecret }).catch(() => null)
      const sessionId = id.safeParse(token?.sid)
      if (!sessionId.success) return null
      try {
        return remember(text, await ofSession(sessionId.data, 'session', 'session'))
      } catch (error) {
        if (error instanceof Fault && error.kind === 'unauthenticated') return null
        throw error
      }
    },
    key: (text: string): Promise<Identity> =>
      remembered(text, async () => {
        if (!keyPattern.test(text)) throw expired('API key')
        return ofKey(await findKey(db, text), 'key', 'API key')
      }),
    token: (text: string): Promise<Identity> =>
      remembered(text, async () => {
        const claims = await tickets.readToken(text)
        return { ...(await ofClaims(claims, 'token')), expiresAtMs: claims.exp * 1_000 }
      }),
    /** What follows `Authorization: Bearer`. */
    bearer: (text: string): Promise<Identity> =>
      text.startsWith('tk_') ? identities.key(text) : identities.token(text),
    ticket: async (text: string): Promise<Identity> => ofClaims(await tickets.redeem(text), 'ticket'),
    /** Looks again at who opened a socket: null when that session or key has ended. */
    async again({ viewer, via }: Identity): Promise<Identity | null> {
      try {
        return viewer.sessionId
          ? await ofSession(viewer.sessionId, via, via, viewer.scopes)
          : ofKey(viewer.keyId ? await findKeyById(db, viewer.keyId) : null, via, via, viewer.scopes)
      } catch (error) {
        if (error instanceof Fault && error.kind === 'unauthenticated') return null
        throw error
      }
    },
    /** Forgets what was known of a person. */
    forget(userId: string) {
      for (const [text, { identity }] of cache) if (identity.viewer.userId === userId) cache.delete(text)
    },
  }
  return identities
}
export type Identities = ReturnType<typeof createIdentities>
