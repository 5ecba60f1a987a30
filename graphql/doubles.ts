import { doubledPairs } from '#db/queries/pairs.ts'
import type { Eyes } from '#db/queries/visible.ts'
import type { House } from './context.ts'

/** A pair that is watched anew speaks twice for no longer than this. */
const freshMs = 2_000

interface Known {
  ids: ReadonlySet<string>
  readAt: number
  reading: Promise<void> | null
}
const known = new WeakMap<House, Map<string, Known>>()
/** People whose doubles are remembered; who has not asked for long is forgotten first. */
const most = 5_000

/**
 * Tells whether a pair of TITAN is one for which the viewer's own stands. It answers at once and reads again behind the
 * answer when what it knows is old: one question a viewer every two seconds, however many sockets listen.
 */
export async function doublesOf(house: House, eyes: Eyes): Promise<(pairId: string) => boolean> {
  const people = known.get(house) ?? new Map<string, Known>()
  known.set(house, people)
  const mine = people.get(eyes.userId) ?? { ids: new Set<string>(), readAt: Number.NEGATIVE_INFINITY, reading: null }
  people.delete(eyes.userId)
  people.set(eyes.userId, mine)
  if (people.size > most) people.delete(people.keys().next().value as string)
  const refresh = () => {
    mine.reading ??= doubledPairs(house.connection.db, eyes)
      .then((ids) => {
        mine.ids = new Set(ids)
        mine.readAt = performance.now()
      })
      // What was known stays; the next event asks again.
      .catch(() => undefined)
      .finally(() => {
        mine.reading = null
      })
    return mine.reading
  }
  const isOld = () => performance.now() - mine.readAt > freshMs
  if (isOld()) await refresh()
  return (pairId) => {
    if (isOld()) void refresh()
    return mine.ids.has(pairId)
  }
}
