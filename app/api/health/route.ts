import { randomUUID } from 'node:crypto'
import { house } from '#app/_data/server.ts'

export const dynamic = 'force-dynamic'

/** Tells one run of this process from another: after a crash an old one must not answer for a new one. */
const start = randomUUID()
const startedAt = new Date()

/** Whether the web answers and reaches its database. Says nothing that a stranger should not know. */
export async function GET(): Promise<Response> {
  const database = await house().connection.sql`select 1`.then(() => 'ok' as const).catch(() => 'unreachable' as const)
  return Response.json(
    { status: database === 'ok' ? 'ok' : 'degraded', start, startedAt: startedAt.toISOString(), database },
    { status: database === 'ok' ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
