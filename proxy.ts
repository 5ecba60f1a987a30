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

/** Node takes exactly these for a handshake: they never reach a page. */
const isHandshake = ({ headers }: NextRequest): boolean =>
  headers.has('upgrade') && /\bupgrade\b/i.test(headers.get('connection') ?? '')

/**
 * A handshake cannot be answered from here: Next would leave the socket hanging. It goes on to the gateway, which judges
 * its Origin; a foreign Host, which the way there replaces, is handed on as the Origin that it is.
 */
function handshake(request: NextRequest): NextResponse {
  const host = request.headers.get('host')
  if (host !== null && hosts.has(host.toLowerCase())) return NextResponse.next()
  const headers = new Headers(request.headers)
  headers.set('origin', `http://${host}`)
  return NextResponse.next({ request: { headers } })
}

/** The door of the house, and a nonce for what the page may run. Who may see what, pages and resolvers judge. */
export function proxy(request: NextRequest): NextResponse {
  if (isHandshake(request)) return handshake(request)
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
