import { setTimeout as sleep } from 'node:timers/promises'
import { sql as condition } from 'drizzle-orm'
import type { Connection } from '#db/client.ts'
import { publish } from '#db/outbox.ts'
import { type ConditionSeries, conditionSeries, keptConditions, seriesBehind } from '#db/queries/conditions.ts'
import { loadCloses } from '#db/queries/series.ts'
import { instrumentConditions } from '#db/schema/conditions.ts'
import { timeframeMs } from '#lib/contracts/common.ts'
import type { Event } from '#lib/contracts/events.ts'
import { tradingYear } from '#lib/market/trading-year.ts'
import { conditionBars, conditionsOf } from '#lib/monitoring/conditions.ts'
import { type Tail, tail } from '#lib/monitoring/tail.ts'

/** Signals are written first: the conditions of the same bar stay out of their way for so long. */
const behindSignalsMs = 100
const batchRows = 500

/** A series that gets live bars. */
interface Followed {
  readonly seriesId: number
  readonly instrumentId: string
  readonly barMs: number
  readonly barsPerYear: number
  readonly closes: Tail
  lastTs: number
}

/**
 * Keeps where every series with live bars stands. An event brings the next bar; whatever does not follow directly on what
 * is known (a new series, a bar that was missed, a night) is read from the table, which is the truth. Only the newest
 * state of a series is written, in one transaction with its event, and never one that is not newer than what is there.
 */
export function followConditions(connection: Connection, onError: (error: unknown) => void) {
  const followed = new Map<number, Followed>()
  const unread = new Set<number>()
  const moved = new Set<number>()
  let writing: Promise<void> | null = null

  const write = async () => {
    await sleep(behindSignalsMs)
    while (unread.size > 0 || moved.size > 0) {
      const ids = [...unread]
      unread.clear()
      let now: Followed[] = []
      try {
        for (const one of await readSeries(connection, ids)) {
          followed.set(one.seriesId, one)
          moved.add(one.seriesId)
        }
        now = [...moved].flatMap((id) => followed.get(id) ?? [])
        moved.clear()
        for (let at = 0; at < now.length; at += batchRows) await store(connection, now.slice(at, at + batchRows))
      } catch (error) {
        // What was not stored is read again at the next bar or sweep.
        for (const id of ids) unread.add(id)
        for (const { seriesId } of now) unread.add(seriesId)
        throw error
      }
    }
  }
  const wake = () => {
    writing ??= write()
      .catch(onError)
      .finally(() => {
        writing = null
      })
    return writing
  }

  return {
    get series() {
      return followed.size
    },
    /** Takes what was kept, and brings up to date what moved meanwhile. */
    async start() {
      for (const { saved, barTs, newestTs, ...one } of await keptConditions(connection.sql)) {
        followed.set(one.seriesId, { ...place(one), closes: tail(conditionBars, saved.closes), lastTs: barTs })
        if (newestTs !== null && newestTs > barTs) unread.add(one.seriesId)
      }
      await wake()
    },
    /** Bars that have closed, in order. Returns at once; writing follows. */
    take(events: readonly Event[]) {
      for (const event of events) {
        if (event.stream !== 'bars') continue
        const { seriesId, ts, close } = (event as Event<'bars'>).payload
        const one = followed.get(seriesId)
        if (one && ts <= one.lastTs) continue
        if (one && ts === one.lastTs + one.barMs && !unread.has(seriesId)) {
          one.closes.push(close)
          one.lastTs = ts
          moved.add(seriesId)
        } else unread.add(seriesId)
      }
      if (unread.size > 0 || moved.size > 0) void wake()
    },
    /** Finds bars that came without an event, as an import writes them. */
    async sweep() {
      for (const id of await seriesBehind(connection.sql, [...followed.values()])) unread.add(id)
      if (unread.size > 0) await wake()
    },
    async stop() {
      await writing
    },
  }
}

const place = ({ seriesId, instrumentId, timeframe, calendar }: ConditionSeries) => ({
  seriesId,
  instrumentId,
  barMs: timeframeMs[timeframe],
  barsPerYear: tradingYear(calendar, timeframe),
})

async function readSeries({ sql }: Connection, ids: readonly number[]): Promise<Followed[]> {
  if (ids.length === 0) return []
  const known = await conditionSeries(sql, ids)
  const bars = await loadCloses(
    sql,
    known.map(({ seriesId }) => seriesId),
    { last: conditionBars },
  )
  return known.flatMap((one, i) => {
    const { ts, close } = bars[i]
    const lastTs = ts.at(-1)
    return lastTs === undefined ? [] : [{ ...place(one), closes: tail(conditionBars, close), lastTs }]
  })
}

async function store({ db }: Connection, some: readonly Followed[]): Promise<void> {
  const rows = some.map(({ seriesId, barsPerYear, closes, lastTs }) => {
    const values = closes.values()
    return {
      seriesId,
      barTs: new Date(lastTs),
      close: values[values.length - 1],
      ...conditionsOf(values, barsPerYear),
      saved: { closes: Array.from(values) },
      updatedAt: new Date(),
    }
  })
  const fresh = (column: string) => condition.raw(`excluded.${column}`)
  await db.transaction(async (tx) => {
    const written = await tx
      .insert(instrumentConditions)
      .values(rows)
      .onConflictDoUpdate({
        target: instrumentConditions.seriesId,
        set: {
          barTs: fresh('bar_ts'),
          close: fresh('close'),
          anomaly: fresh('anomaly'),
          trend: fresh('trend'),
          volatility: fresh('volatility'),
          saved: fresh('saved'),
          updatedAt: fresh('updated_at'),
        },
        // What somebody else has already told, or what is newer, stays: no bar is told twice.
        setWhere: condition`${instrumentConditions.barTs} < excluded.bar_ts`,
      })
      .returning({ seriesId: instrumentConditions.seriesId })
    const told = new Set(written.map(({ seriesId }) => seriesId))
    await publish(
      tx,
      rows.flatMap(({ seriesId, barTs, close, anomaly, trend, volatility }, i) => {
        if (!told.has(seriesId)) return []
        const { instrumentId } = some[i]
        return [
          {
            stream: 'conditions' as const,
            key: instrumentId,
            ownerId: null,
            visibility: 'shared' as const,
            payload: { instrumentId, seriesId, barTs: barTs.getTime(), close, anomaly, trend, volatility },
          },
        ]
      }),
    )
  })
}
