import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy } from '#app/_data/policy.ts'
import { createDoor } from '#graphql/access/door.ts'
import { allowedOrigins, environment } from '#lib/contracts/env.ts'
import { Fault } from '#lib/fault.ts'

const env = environment.parse(process.env)
const door = createDoor(env, env.TITAN_WEB_PORT, env.TITAN_GATEWAY_PORT)
const hosts = new Set(
  allowedOrigins(env, env.TITAN_WEB_PORT, env.TITAN_GATEWAY_PORT).map((origin) => new URL(origin).host.toLowerCase()),
)

/** Requests must mean one of our addresses and come from one of our pages: rebound names and strangers' pages stay out. */
function refusal(request: NextRequest): NextResponse | null {
  const host = request.headers.get('host') ?? undefined
  try {
    door.check({ host, origin: request.headers.get('origin') ?? undefined })
    return null
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const { message, hint } = error
    return NextResponse.json(
      { errors: [{ message, extensions: { code: 'FORBIDDEN', kind: 'forbidden', hint } }] },
      { status: host !== undefined && hosts.has(host.toLowerCase()) ? 403 : 421 },
    )
  }
}

/** The door of the house, and a nonce for what the page may run. Who may see what, pages and resolvers judge. */
export function proxy(request: NextRequest): NextResponse {
  const refused = refusal(request)
  if (refused) return refused
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
