import { environment } from '#lib/contracts/env.ts'
import type { Settings } from './settings.ts'

/** What every program may know of the machine it runs on. */
const ofTheMachine = ['PATH', 'HOME', 'TZ', 'LANG']

/** Given only to the children that ask for them by name. */
export const secretSettings = ['TITAN_SESSION_SECRET', 'TITAN_TICKET_SECRET'] as const satisfies (keyof Settings)[]

/** The environment of a child: every setting that somebody made, where the house really stands, and no secret it does not need. */
export function childEnvironment(
  outer: Readonly<Record<string, string | undefined>>,
  {
    settings,
    url,
    secrets,
    startId,
  }: { settings: Settings; url: string; secrets: readonly (keyof Settings)[]; startId: string },
): Record<string, string> {
  const env: Record<string, string> = {}
  const hidden: readonly string[] = secretSettings
  for (const name of [...ofTheMachine, ...Object.keys(environment.shape)]) {
    const value = outer[name]
    if (value !== undefined && !hidden.includes(name)) env[name] = value
  }
  for (const name of secrets) env[name] = String(settings[name])
  return {
    ...env,
    NODE_ENV: 'production',
    TITAN_START_ID: startId,
    TITAN_HOME: settings.TITAN_HOME,
    TITAN_WEB_PORT: String(settings.TITAN_WEB_PORT),
    TITAN_GATEWAY_PORT: String(settings.TITAN_GATEWAY_PORT),
    DATABASE_URL: url,
  }
}
