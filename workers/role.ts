import type pino from 'pino'
import type { Connection } from '#db/client.ts'
import type { Environment } from '#lib/contracts/env.ts'

export type Log = pino.Logger

export interface RoleContext {
  readonly env: Environment
  /** Of the database. */
  readonly url: string
  readonly connection: Connection
  readonly log: Log
}

export interface RunningRole {
  stop(): Promise<void>
  /** Figures of this process for its heart-beat. */
  detail?(): Record<string, unknown>
}

/** A process of TITAN: one file in `roles/`, one line in `roles/all.ts`. Starting is recovering: reconcile, then act. */
export interface Role {
  readonly name: string
  start(context: RoleContext): Promise<RunningRole>
}
