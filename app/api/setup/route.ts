import { house } from '#app/_data/server.ts'
import { visitorOf } from '#app/auth.ts'
import { createDoor } from '#graphql/access/door.ts'
import { setUpOwner } from '#graphql/access/sign-in.ts'
import { formatError } from '#graphql/errors.ts'
import { environment } from '#lib/contracts/env.ts'
import { Fault } from '#lib/fault.ts'

const statusOf: Record<string, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
}

/** Makes the owner with the one-time link of the first start: `{token, name, password}`. Only from one of our own pages. */
export async function POST(request: Request): Promise<Response> {
  try {
    const env = environment.parse(process.env)
    const door = createDoor(env, env.TITAN_WEB_PORT, env.TITAN_GATEWAY_PORT)
    const { page } = door.check({
      host: request.headers.get('host') ?? undefined,
      origin: request.headers.get('origin') ?? undefined,
    })
    if (!page) throw new Fault('forbidden', 'Set-up belongs to the page that the link opens')
    const form: unknown = await request.json().catch(() => null)
    const made = await setUpOwner(house().connection, form, visitorOf(Object.fromEntries(request.headers)))
    return Response.json(made, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    const { message, extensions } = formatError(error)
    const code = String(extensions?.code)
    const { hint, issues, retryAfter } = extensions ?? {}
    return Response.json({ error: { code, message, hint, issues, retryAfter } }, { status: statusOf[code] ?? 400 })
  }
}
