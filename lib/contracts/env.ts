import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )

/** Settings of a process, parsed once at its entry. Secrets that are missing come from files in `home`. */
export const environment = z.object({
  /** Holds the embedded database, secrets and build hash. */
  TITAN_HOME: z.string().default('.titan'),
  /** A PostgreSQL of your own (15 to 18). Missing: the embedded one. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'is no address of a PostgreSQL such as postgres://user:password@host:5432/titan')
    .optional(),
  /** Address that web and gateway listen on. Another than loopback needs HTTPS in front. */
  TITAN_HOST: z.string().default('127.0.0.1'),
  TITAN_WEB_PORT: port.default(3000),
  TITAN_GATEWAY_PORT: port.default(4001),
  TITAN_DB_PORT: port.default(54_329),
  /** Public addresses (`https://titan.example.org`), comma-separated, allowed as Origin and Host beside loopback. */
  TITAN_ORIGINS: list,
  TITAN_SESSION_SECRET: z.string().min(32).optional(),
  TITAN_TICKET_SECRET: z.string().min(32).optional(),
  /** Bars of the simulated venue: length of one, and whether it runs at all. */
  TITAN_SIM: z.enum(['on', 'off']).default('on'),
  TITAN_SIM_TIMEFRAME: z.enum(['1s', '5s', '15s', '1m']).default('1s'),
  TITAN_SIM_SEED: z.coerce.number().int().min(0).default(7),
  /** Points an account or key may spend in a minute; a page of a hundred rows costs two or three. */
  TITAN_RATE_POINTS: z.coerce.number().int().min(60).default(12_000),
  /** A backtest or study that computes for longer is ended and fails. */
  TITAN_TASK_MINUTES: z.coerce.number().positive().max(10_000).default(60),
  TITAN_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})
export type Environment = z.output<typeof environment>

/** Origins (scheme, host, port) that may talk to this installation. */
export function allowedOrigins(
  env: Pick<Environment, 'TITAN_ORIGINS'>,
  webPort: number,
  gatewayPort: number,
): string[] {
  const own = [webPort, gatewayPort].flatMap((p) => [
    `http://127.0.0.1:${p}`,
    `http://localhost:${p}`,
    `http://[::1]:${p}`,
  ])
  return [...own, ...env.TITAN_ORIGINS]
}
