import pino from 'pino'
import type { Environment } from '#lib/contracts/env.ts'
import type { Log } from './role.ts'

/** JSON lines on standard error (standard output belongs to answers); secrets are blanked by path. */
export function logger(level: Environment['TITAN_LOG'], name: string): Log {
  return pino(
    {
      level,
      name,
      base: { pid: process.pid },
      redact: {
        paths: [
          'password',
          'token',
          'secret',
          'authorization',
          'cookie',
          '*.password',
          '*.token',
          '*.secret',
          '*.authorization',
          '*.cookie',
        ],
        censor: '***',
      },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
