import { z } from 'zod'
import { Fault, faultFromZod } from '#lib/fault.ts'

/** What the file system says, as a person would. */
const files: Record<string, string> = {
  ENOENT: 'is not there',
  EISDIR: 'is a folder, not a file',
  ENOTDIR: 'lies below something that is no folder',
  EACCES: 'may not be read or written',
  EPERM: 'may not be read or written',
  EROFS: 'cannot be written: its disk is read-only',
  ENOSPC: 'cannot be written: its disk is full',
  EMFILE: 'cannot be opened: too many files are open',
}

const away = /^(ECONN|CONNECT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT|57P0|08|53)/
const database = 'Look at DATABASE_URL; without it TITAN runs a PostgreSQL of its own'

/** Whatever was thrown as the fault somebody can do something about; null for what can only be a bug. */
export function faultOf(thrown: unknown): Fault | null {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof Fault) return error
    if (error instanceof z.ZodError) return faultFromZod(error)
    const { code = '', path, hostname, address, port } = error as NodeJS.ErrnoException & Partial<Where>
    if (path && files[code]) return new Fault('input', `${path} ${files[code]}`, { cause: thrown })
    if (files[code]) return new Fault('input', `A file ${files[code]}`, { cause: thrown })
    if (away.test(code)) {
      const at = hostname ?? (address ? `${address}:${port}` : null)
      return new Fault('unavailable', `The database${at ? ` at ${at}` : ''} does not answer (${code})`, {
        hint: database,
        cause: thrown,
      })
    }
    if (code.startsWith('28') || code === '42501')
      return new Fault('unavailable', `The database refuses: ${error.message}`, { hint: database, cause: thrown })
  }
  return null
}

/** For a terminal: what is wrong and what to do; where it happened only when it is a bug. */
export function wordsOf(thrown: unknown): string {
  const fault = faultOf(thrown)
  if (fault) return `${fault.message}${fault.hint ? `\n${fault.hint}` : ''}`
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
}

interface Where {
  hostname: string
  address: string
  port: number
}
