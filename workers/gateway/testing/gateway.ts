import { createClient } from 'graphql-ws'
import { encode } from 'next-auth/jwt'
import { afterAll } from 'vitest'
import { WebSocket } from 'ws'
import { createQueue, type JobQueue } from '#db/jobs.ts'
import { startRelay } from '#db/outbox.ts'
import { createApiKey } from '#db/queries/keys.ts'
import { createSession } from '#db/queries/sessions.ts'
import { testDatabase, testUser } from '#db/testing/database.ts'
import { environment } from '#lib/contracts/env.ts'
import type { Role, Scope } from '#lib/contracts/users.ts'
import { scopesOfRole } from '#lib/contracts/users.ts'
import { type GatewayOptions, startGateway } from '../run.ts'

export const sessionSecret = 'a session secret that is long enough for tests'
const ticketSecret = 'a ticket secret that is long enough for tests too'

/** An answer as a test looks into it: whatever it has asked for. */
export interface Loose {
  readonly [key: string]: Loose
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly data: Loose
  readonly errors: { message: string; path?: string[]; extensions: Record<string, unknown> }[]
}

/** A started gateway with a database of its own, the relay that numbers its events, and people to ask it. */
export async function testGateway(options: Partial<GatewayOptions> & { jobs?: boolean } = {}) {
  const connection = await testDatabase({ max: 8 })
  const relay = startRelay(connection.url)
  await relay.leading
  const queue: JobQueue | null = options.jobs ? await createQueue(connection.url) : null
  const bugs: unknown[] = []
  const env = environment.parse({ TITAN_GATEWAY_PORT: '0' })
  const gateway = await startGateway({
    env,
    sessionSecret,
    ticketSecret,
    connection,
    queue,
    report: (error) => bugs.push(error),
    ...options,
  })
  afterAll(async () => {
    await gateway.stop()
    await relay.stop()
    await queue?.close()
  })

  const person = async (role: Role, scopes: readonly Scope[] = scopesOfRole[role]) => {
    const user = await testUser(connection, role)
    const { secret, row } = await createApiKey(connection.db, {
      ownerId: user.id,
      name: 'test',
      scopes,
      expiresInDays: null,
    })
    const sessionId = await createSession(connection.db, { userId: user.id })
    const cookie = `next-auth.session-token=${await encode({ token: { sid: sessionId }, secret: sessionSecret })}`
    return { ...user, key: secret, keyId: row.id, sessionId, cookie }
  }

  const origin = `http://127.0.0.1:${gateway.port}`

  const post = async (body: string, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    const json = (await response.json()) as { data: Loose; errors?: Answer['errors'] }
    return { status: response.status, headers: response.headers, data: json.data, errors: json.errors ?? [] }
  }

  const ask = (query: string, variables: Record<string, unknown> = {}, key?: string): Promise<Answer> =>
    post(JSON.stringify({ query, variables }), key ? { authorization: `Bearer ${key}` } : {})

  /** With the cookie of the web, as one of its pages would. */
  const browse = (query: string, variables: Record<string, unknown>, cookie: string): Promise<Answer> =>
    post(JSON.stringify({ query, variables }), { cookie, origin })

  const socketUrl = gateway.url.replace('http', 'ws')
  const client = (connectionParams: Record<string, unknown>, more: { origin?: string } = {}) => {
    class Socket extends WebSocket {
      constructor(url: string, protocols: string) {
        super(url, protocols, more.origin ? { origin: more.origin } : {})
      }
    }
    const made = createClient({ url: socketUrl, webSocketImpl: Socket, connectionParams, retryAttempts: 0, lazy: true })
    afterAll(() => made.dispose())
    return made
  }

  return { ...gateway, connection, queue, bugs, person, ask, browse, post, client, origin, socketUrl }
}
