import { allowedOrigins, type Environment } from '#lib/contracts/env.ts'
import { Fault } from '#lib/fault.ts'

/** The parts of a request that say where it comes from and whom it means. */
export interface Knock {
  readonly host: string | undefined
  readonly origin: string | undefined
}

/**
 * The exact lists of Origin and Host. An unknown Host is a rebound name, an unknown Origin somebody else's page. No
 * Origin at all is a program: it may speak, but a cookie says nothing about it.
 */
export function createDoor(env: Pick<Environment, 'TITAN_ORIGINS'>, webPort: number, gatewayPort: number) {
  const origins = new Set(allowedOrigins(env, webPort, gatewayPort).map((one) => one.toLowerCase()))
  const hosts = new Set([...origins].map((origin) => new URL(origin).host))
  return {
    /** Throws for a stranger; says whether it is one of our own pages. */
    check({ host, origin }: Knock): { page: boolean } {
      if (host === undefined || !hosts.has(host.toLowerCase())) {
        throw new Fault('forbidden', 'This host is not one of ours', { hint: 'Add the address to TITAN_ORIGINS' })
      }
      if (origin === undefined) return { page: false }
      if (!origins.has(origin.toLowerCase())) {
        throw new Fault('forbidden', 'This origin may not speak to this server', { hint: 'Add it to TITAN_ORIGINS' })
      }
      return { page: true }
    },
  }
}
export type Door = ReturnType<typeof createDoor>

const loopback = /^(::1|127\.\d+\.\d+\.\d+|::ffff:127\.\d+\.\d+\.\d+)$/

/** Who is at the other end. Only a proxy on this machine is believed, and only the last stranger it names. */
export function addressOf(remote: string | undefined, forwarded: string | undefined): string {
  const peer = remote ?? 'unknown'
  if (!forwarded || !loopback.test(peer)) return peer
  const named = forwarded
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  return named.findLast((one) => !loopback.test(one)) ?? peer
}
