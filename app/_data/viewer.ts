import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { authOptions } from '#app/auth.ts'
import { viewerOfSession } from '#graphql/access/sign-in.ts'
import type { Viewer } from '#lib/contracts/users.ts'
import { house } from './server.ts'

/** Who is signed in, looked up in the database once a request: a copied cookie is worth nothing after signing out. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  const session = await getServerSession(authOptions)
  return session?.sid ? viewerOfSession(house().connection, session.sid) : null
})
