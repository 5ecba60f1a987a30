import NextAuth from 'next-auth'
import { authOptions } from '#app/auth.ts'

// The door has checked Host against the exact list before this runs: the address of the request is then the address of
// the house, whether it is reached as localhost, 127.0.0.1 or through a proxy.
process.env.AUTH_TRUST_HOST ??= '1'

const handler = NextAuth(authOptions)

export { handler as GET, handler as POST }
