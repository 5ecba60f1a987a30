import { randomUUID } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Sql } from '#db/client.ts'
import { claimOnce } from '#db/queries/buckets.ts'
import { id } from '#lib/contracts/common.ts'
import { scopes, type Viewer } from '#lib/contracts/users.ts'
import { Fault } from '#lib/fault.ts'

export const ticketSeconds = 30
export const tokenMinutesMax = 15

/** What a token says: from which session or key it was made, and what it may do at most. Both are looked up again. */
const claims = z.object({
  sub: id,
  sid: id.nullable(),
  kid: id.nullable(),
  scopes: z.array(z.enum(scopes)),
  jti: z.string().min(1),
  exp: z.number(),
})
export type Claims = z.infer<typeof claims>

/**
 * Short-lived signed passes (JWT, HS256). A *ticket* opens one socket within 30 seconds, once, whichever process asks;
 * a *token* stands in for the session or key it was made from for at most 15 minutes, and dies with it.
 */
export function createTickets(secret: string, sql: Sql) {
  const key = new TextEncoder().encode(secret)

  const sign = async (viewer: Viewer, audience: string, seconds: number) => {
    const expiresAt = new Date(Date.now() + seconds * 1_000)
    const pass = new SignJWT({ sid: viewer.sessionId, kid: viewer.keyId, scopes: [...viewer.scopes] })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(viewer.userId)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime(Math.floor(expiresAt.getTime() / 1_000))
    return { text: await pass.sign(key), expiresAt }
  }

  const verify = async (text: string, audience: string): Promise<Claims> => {
    try {
      const { payload } = await jwtVerify(text, key, { audience, algorithms: ['HS256'] })
      return claims.parse(payload)
    } catch (cause) {
      throw new Fault('unauthenticated', `This ${audience} is not valid or has expired`, { cause })
    }
  }

  return {
    ticket: (viewer: Viewer) => sign(viewer, 'ticket', ticketSeconds),
    token: (viewer: Viewer, minutes: number) => sign(viewer, 'token', minutes * 60),
    readToken: (text: string) => verify(text, 'token'),
    /** Uses the ticket up. */
    async redeem(text: string): Promise<Claims> {
      const ticket = await verify(text, 'ticket')
      if (!(await claimOnce(sql, `ticket ${ticket.jti}`)))
        throw new Fault('unauthenticated', 'This ticket was used before')
      return ticket
    },
  }
}
export type Tickets = ReturnType<typeof createTickets>
