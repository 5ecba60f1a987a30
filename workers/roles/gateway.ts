import { join } from 'node:path'
import { secretFile } from '#db/embedded.ts'
import { createQueue } from '#db/jobs.ts'
import { startGateway } from '../gateway/run.ts'
import { endRun } from '../jobs/run-row.ts'
import type { Role } from '../role.ts'

/** The one GraphQL server, HTTP and WebSocket on one port: `TITAN_GATEWAY_PORT`. */
export const gateway: Role = {
  name: 'gateway',
  async start({ env, url, connection, log }) {
    const queue = await createQueue(url, { onEnd: endRun, onError: (error) => log.warn({ err: error }, 'queue') })
    const running = await startGateway({
      env,
      sessionSecret: env.TITAN_SESSION_SECRET ?? secretFile(join(env.TITAN_HOME, 'session-secret'), 32),
      ticketSecret: env.TITAN_TICKET_SECRET ?? secretFile(join(env.TITAN_HOME, 'ticket-secret'), 32),
      connection,
      queue,
      report: (error, traceId) => log.error({ err: error, traceId }, 'a bug answered as INTERNAL'),
      onTrouble: (error) => log.warn({ err: error }, 'events cannot be read; trying again'),
    }).catch(async (error) => {
      await queue.close()
      throw error
    })
    log.info({ url: running.url }, 'listening')
    return {
      detail: () => running.figures(),
      async stop() {
        await running.stop()
        await queue.close()
      },
    }
  },
}
