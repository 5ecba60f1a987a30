import { startRelay } from '#db/outbox.ts'
import type { Role } from '../role.ts'

/** Numbers the events. Any number may run; one holds the lock. */
export const relay: Role = {
  name: 'relay',
  async start({ url, log }) {
    const running = startRelay(url, { onError: (error) => log.warn({ err: error }, 'relay lost its session') })
    return { stop: () => running.stop() }
  },
}
