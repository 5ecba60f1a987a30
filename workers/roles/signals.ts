import { setTimeout as sleep } from 'node:timers/promises'
import { eventBounds, follow } from '#db/follow.ts'
import { loadBars } from '#db/queries/series.ts'
import type { Bars } from '#lib/contracts/bars.ts'
import type { Event } from '#lib/contracts/events.ts'
import type { Role, RoleContext } from '../role.ts'
import { followConditions } from '../signals/conditions.ts'
import { type PairStep, storeSteps } from '../signals/store.ts'
import { loadWatched, type WatchedPair } from '../signals/watched.ts'
import type { LegBar } from '../signals/watcher.ts'

/** New watches are seen within a second; bars that came without an event (an import) within ten. */
const refreshMs = 1_000
const sweepMs = 10_000
/** Bars beyond the warm-up that a new pair looks back on, so that its sparkline is full. */
const lookBackBars = 150
const batchSteps = 500

/**
 * Watches the kept pairs: on every closed bar of both legs the strategy takes one step, and what it decides becomes a
 * signal, once, also across restarts. Beside them it keeps where every series with live bars stands. The event log brings the bars; the table is the truth: a start, a new watch and a
 * regular sweep read from it what no event brought.
 */
export const signals: Role = {
  name: 'signals',
  async start(context) {
    const { connection, log } = context
    let watched = new Map<string, WatchedPair>()
    let bySeries = new Map<number, { pair: WatchedPair; leg: number }[]>()
    let given = 0
    let steps = 0
    // One thing at a time: events, new watches and sweeps step the same pairs.
    let turn: Promise<unknown> = Promise.resolve()
    const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
      const next = turn.then(work)
      turn = next.catch(() => {})
      return next
    }
    const store = async (some: readonly PairStep[]) => {
      for (let from = 0; from < some.length; from += batchSteps)
        given += await storeSteps(connection, some.slice(from, from + batchSteps))
      steps += some.length
    }
    /** What was stepped in memory but not stored is forgotten: the pairs are loaded again from their rows. */
    const orForget = async (work: () => Promise<void>) => {
      try {
        await work()
      } catch (error) {
        watched = new Map()
        throw error
      }
    }

    const refresh = () =>
      inTurn(() =>
        orForget(async () => {
          const next = await loadWatched(connection.sql, watched, (pair, error) =>
            log.error({ pair, err: error }, 'this pair cannot be watched'),
          )
          const fresh = [...next.values()].filter((pair) => watched.get(pair.id) !== pair)
          watched = next
          bySeries = indexBySeries(next.values())
          for (const pair of fresh) await store(await catchUp(context, pair))
        }),
      )
    const sweep = () =>
      inTurn(() =>
        orForget(async () => {
          for (const pair of await behind(context, [...watched.values()])) await store(await catchUp(context, pair))
        }),
      )
    const conditions = followConditions(connection, (error) =>
      log.warn({ err: error }, 'conditions could not be written; trying again'),
    )
    const onEvents = async (events: Event[]) => {
      try {
        await inTurn(() => orForget(() => store(stepOver(events, bySeries))))
      } finally {
        conditions.take(events)
      }
    }

    const { newest } = await eventBounds(connection.sql)
    await refresh()
    await conditions.start()
    const following = await follow(connection.sql, {
      after: newest,
      streams: ['bars'],
      onEvents,
      onError: (error) => log.warn({ err: error }, 'events could not be read; trying again'),
    })
    const ending = new AbortController()
    const loops = [
      [refreshMs, refresh],
      [sweepMs, sweep],
      [sweepMs, conditions.sweep],
    ].map(async ([ms, work]) => {
      while (!ending.signal.aborted) {
        await sleep(ms as number, undefined, { signal: ending.signal }).catch(() => {})
        if (ending.signal.aborted) return
        await (work as () => Promise<void>)().catch((error) =>
          log.warn({ err: error }, 'pairs could not be brought up to date; trying again'),
        )
      }
    })
    return {
      async stop() {
        ending.abort()
        await following.stop()
        await Promise.all(loops)
        await turn
        await conditions.stop()
      },
      detail: () => ({
        pairsWatched: watched.size,
        signalsGiven: given,
        barsSeen: steps,
        seriesFollowed: conditions.series,
      }),
    }
  },
}

function indexBySeries(pairs: Iterable<WatchedPair>) {
  const index = new Map<number, { pair: WatchedPair; leg: number }[]>()
  for (const pair of pairs) {
    for (const [leg, seriesId] of pair.seriesIds.entries()) {
      const list = index.get(seriesId)
      if (list) list.push({ pair, leg })
      else index.set(seriesId, [{ pair, leg }])
    }
  }
  return index
}

function stepOver(
  events: readonly Event[],
  bySeries: ReadonlyMap<number, { pair: WatchedPair; leg: number }[]>,
): PairStep[] {
  const steps: PairStep[] = []
  for (const event of events) {
    if (event.stream !== 'bars') continue
    const bar = (event as Event<'bars'>).payload
    for (const { pair, leg } of bySeries.get(bar.seriesId) ?? []) {
      const step = pair.watcher.take(leg, bar)
      if (step) steps.push({ pair, step, live: step.ts > pair.formedAtMs })
    }
  }
  return steps
}

/** Pairs whose legs have newer common bars in the table than they have seen. */
async function behind({ connection }: RoleContext, pairs: readonly WatchedPair[]): Promise<WatchedPair[]> {
  if (pairs.length === 0) return []
  const ids = [...new Set(pairs.flatMap((pair) => pair.seriesIds))]
  const rows = await connection.sql<{ id: number; ts: number | null }[]>`
    select id, (select (extract(epoch from max(ts)) * 1000)::float8 from bars where series_id = id) as ts from unnest(${ids}::int[]) as id`
  const newest = new Map(rows.map(({ id, ts }) => [id, ts ?? Number.NEGATIVE_INFINITY]))
  return pairs.filter(
    (pair) => Math.min(...pair.seriesIds.map((id) => newest.get(id) ?? Number.NEGATIVE_INFINITY)) > pair.watcher.lastTs,
  )
}

/** Steps a pair over the stored bars it has not seen; a new pair first over those that warm it up. */
async function catchUp({ connection }: RoleContext, pair: WatchedPair): Promise<PairStep[]> {
  const isNew = pair.watcher.lastTs === Number.NEGATIVE_INFINITY
  const from = isNew ? undefined : pair.watcher.lastTs + 1
  const legs = await Promise.all(
    pair.seriesIds.map(async (id) => {
      if (!isNew) return [await loadBars(connection.sql, id, { from })]
      const past = await loadBars(connection.sql, id, { to: pair.formedAtMs, last: pair.warmupBars + lookBackBars })
      return [past, await loadBars(connection.sql, id, { from: pair.formedAtMs + 1 })]
    }),
  )
  const steps: PairStep[] = []
  const queue = legs
    .flatMap((parts, leg) => parts.flatMap((bars) => legBars(bars).map((bar) => ({ leg, bar }))))
    .toSorted((a, b) => a.bar.ts - b.bar.ts)
  for (const { leg, bar } of queue) {
    const step = pair.watcher.take(leg, bar)
    if (step) steps.push({ pair, step, live: step.ts > pair.formedAtMs })
  }
  return steps
}

const legBars = ({ ts, open, high, low, close, volume }: Bars): LegBar[] =>
  Array.from(ts, (time, i) => ({
    ts: time,
    open: present(open, i),
    high: present(high, i),
    low: present(low, i),
    close: close[i],
    volume: present(volume, i),
  }))

const present = (column: Float64Array | null, i: number): number | null =>
  column === null || Number.isNaN(column[i]) ? null : column[i]
