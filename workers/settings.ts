import { join, resolve } from 'node:path'
import { secretFile } from '#db/embedded.ts'
import { type Environment, environment } from '#lib/contracts/env.ts'
import { Fault, faultFromZod } from '#lib/fault.ts'

export const oldestNode = 26

/** First line of every entry: one clear sentence instead of a stack trace on an old Node. */
export function requireNode(): void {
  if (Number(process.versions.node.split('.')[0]) >= oldestNode) return
  process.stderr.write(
    `TITAN needs Node ${oldestNode}; this is ${process.version}. Start it through npm ("npm start"), which brings its own.\n`,
  )
  process.exit(1)
}

export interface Settings extends Environment {
  readonly TITAN_SESSION_SECRET: string
  readonly TITAN_TICKET_SECRET: string
}

/** The environment, parsed once, with secrets from 0600 files where it does not give them. */
export function loadSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const parsed = environment.safeParse(env)
  if (!parsed.success) throw faultFromZod(parsed.error, 'The environment')
  const home = resolve(parsed.data.TITAN_HOME)
  const loopback = ['127.0.0.1', '::1', 'localhost'].includes(parsed.data.TITAN_HOST)
  if (!loopback && !parsed.data.TITAN_ORIGINS.some((origin) => origin.startsWith('https://'))) {
    throw new Fault(
      'refused',
      `TITAN_HOST is ${parsed.data.TITAN_HOST}, which others can reach, and no https address stands in TITAN_ORIGINS.`,
      { hint: 'Put a TLS proxy in front and set TITAN_ORIGINS=https://your.name' },
    )
  }
  return {
    ...parsed.data,
    TITAN_HOME: home,
    TITAN_SESSION_SECRET: parsed.data.TITAN_SESSION_SECRET ?? secretFile(join(home, 'session-secret'), 32),
    TITAN_TICKET_SECRET: parsed.data.TITAN_TICKET_SECRET ?? secretFile(join(home, 'ticket-secret'), 32),
  }
}
