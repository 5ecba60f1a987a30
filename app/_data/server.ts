import type { House } from '#graphql/context.ts'
import { openDesk } from '#graphql/desk.ts'

const shelf = globalThis as typeof globalThis & { titanHouse?: House }

/** One pool for the whole process; in development modules are loaded again and again, the pool is not. */
export function house(): House {
  shelf.titanHouse ??= openDesk(process.env.DATABASE_URL)
  return shelf.titanHouse
}
