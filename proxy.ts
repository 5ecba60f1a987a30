import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy, refusal } from '#app/_data/door.ts'
import { allowedOrigins, environment } from '#lib/contracts/env.ts'

const env = environment.parse(process.env)
const allowed = allowedOrigins(env, env.TITAN_WEB_PORT, env.TITAN_GATEWAY_PORT)

/** The door of the house: right address, right page, and a nonce for what the page may run. Not where rights are judged. */
export function proxy(request: NextRequest): NextResponse {
  const refused = refusal(
    { method: request.method, host: request.headers.get('host'), origin: request.headers.get('origin') },
    allowed,
  )
  if (refused) {
    return NextResponse.json(
      { errors: [{ message: refused.message, extensions: { code: 'FORBIDDEN', kind: 'forbidden' } }] },
      { status: refused.status },
    )
  }
  if (request.nextUrl.pathname.startsWith('/api/')) return NextResponse.next()
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

export const config = { matcher: '/((?!_next/static|_next/image|icon.svg).*)' }
