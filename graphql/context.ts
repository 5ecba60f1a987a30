import type { Connection } from '#db/client.ts'
import type { JobQueue } from '#db/jobs.ts'
import type { Viewer } from '#lib/contracts/users.ts'
import { Fault } from '#lib/fault.ts'
import type { RateAnswer } from './access/budget.ts'
import type { Tickets } from './access/tickets.ts'
import type { Hub } from './live.ts'
import { createLoaders, type Loaders } from './loaders.ts'

/** How the viewer proved who they are. Some doors open only to a person who has signed in. */
export type Via = 'session' | 'key' | 'token' | 'ticket'

/** What one process has one of. */
export interface House {
  readonly connection: Connection
  /** Null where nothing is started: server components only read. */
  readonly queue: JobQueue | null
  readonly tickets: Tickets | null
  readonly hub: Hub | null
}

/** Made anew for each operation; carries no state from one to the next. */
export interface Context {
  readonly house: House
  readonly viewer: Viewer | null
  readonly via: Via | null
  readonly load: Loaders
  /** What this operation cost and what is left. */
  readonly rate: RateAnswer | null
  readonly nowMs: number
}

export function createContext(
  house: House,
  viewer: Viewer | null,
  { via = null, rate = null }: { via?: Via | null; rate?: RateAnswer | null } = {},
): Context {
  return { house, viewer, via, rate, load: createLoaders(house.connection), nowMs: Date.now() }
}

/** The viewer, where the schema has already refused everybody else. */
export function viewerOf(context: Context): Viewer {
  if (!context.viewer) throw new Fault('unauthenticated', 'Sign in first')
  return context.viewer
}

export function queueOf(context: Context): JobQueue {
  if (!context.house.queue) throw new Fault('unavailable', 'No job can be started here', { hint: 'Ask the gateway' })
  return context.house.queue
}

export function hubOf(context: Context): Hub {
  if (!context.house.hub) throw new Fault('unavailable', 'Nothing is live here', { hint: 'Subscribe at the gateway' })
  return context.house.hub
}
