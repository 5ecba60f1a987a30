import { connect } from '#db/client.ts'
import { Fault } from '#lib/fault.ts'
import type { House } from './context.ts'

/** The house of the web process: it reads; jobs, tickets and live events belong to the gateway. */
export function openDesk(databaseUrl: string | undefined): House {
  if (!databaseUrl) {
    throw new Fault('unavailable', 'DATABASE_URL is not set', { next: 'fix', hint: 'Start the web through npm start' })
  }
  return { connection: connect(databaseUrl, { max: 6, name: 'titan-web' }), queue: null, tickets: null, hub: null }
}
