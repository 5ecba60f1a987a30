import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { addressOf } from '#graphql/access/door.ts'
import { type SignedIn, signInByLink, signInByPassword, signOut, type Visitor } from '#graphql/access/sign-in.ts'
import { Fault } from '#lib/fault.ts'
import { house } from './_data/server.ts'

declare module 'next-auth' {
  interface Session {
    /** The row in `sessions`; whoever reads it looks the row up. */
    sid?: string
  }
  interface User {
    sid?: string
  }
}
declare module 'next-auth/jwt' {
  interface JWT {
    sid?: string
  }
}

type Headers = Record<string, unknown> | undefined

const text = (headers: Headers, name: string): string | undefined => {
  const value = headers?.[name]
  return typeof value === 'string' ? value : undefined
}

/** The web stands behind loopback or behind a proxy that names the visitor. */
export function visitorOf(headers: Headers): Visitor {
  return {
    address: addressOf('127.0.0.1', text(headers, 'x-forwarded-for')),
    userAgent: text(headers, 'user-agent') ?? '',
  }
}

type SignIn = (
  connection: ReturnType<typeof house>['connection'],
  form: unknown,
  visitor: Visitor,
) => Promise<SignedIn | null>

/** What the page may know: that it did not fit, or that there were too many attempts. */
const by = (signIn: SignIn) => async (form: unknown, request: { headers?: Headers }) => {
  try {
    const found = await signIn(house().connection, form, visitorOf(request.headers))
    return found && { id: found.userId, name: found.name, sid: found.sessionId }
  } catch (error) {
    throw new Error(error instanceof Fault && error.kind === 'limited' ? 'LIMITED' : 'UNAVAILABLE')
  }
}

/**
 * Sign-in by password or by one-time link. The cookie carries only the id of a row in `sessions`, sealed; every reader
 * looks the row up, so that signing out ends every copy of the cookie.
 */
export const authOptions: NextAuthOptions = {
  secret: process.env.TITAN_SESSION_SECRET,
  session: { strategy: 'jwt', maxAge: 30 * 86_400 },
  pages: { signIn: '/sign-in', error: '/sign-in' },
  providers: [
    Credentials({
      id: 'password',
      name: 'Password',
      credentials: { name: { type: 'text' }, password: { type: 'password' } },
      authorize: by(signInByPassword),
    }),
    Credentials({
      id: 'link',
      name: 'One-time link',
      credentials: { token: { type: 'password' } },
      authorize: by(signInByLink),
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user?.sid ? { ...token, sid: user.sid } : token),
    session: ({ session, token }) => ({ ...session, sid: token.sid }),
  },
  events: {
    signOut: async ({ token }) => {
      if (token?.sid) await signOut(house().connection, token.sid)
    },
  },
  logger: {
    error: (code) => void process.stderr.write(`{"level":40,"msg":"sign-in: ${code}"}\n`),
    warn() {},
    debug() {},
  },
}
