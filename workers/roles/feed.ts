import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { bulkWriter } from '#db/bulk.ts'
import { newId } from '#db/ids.ts'
import { createQueue } from '#db/jobs.ts'
import { publish } from '#db/outbox.ts'
import { insertScan } from '#db/queries/scans.ts'
import { ensureSeries } from '#db/queries/series.ts'
import { ensureSystemUser } from '#db/queries/system.ts'
import { bars } from '#db/schema/bars.ts'
import { schedules } from '#db/schema/jobs.ts'
import { pairs } from '#db/schema/pairs.ts'
import { type BarStep, simulatedFeed } from '#lib/adapters/feeds/simulated.ts'
import type { Bar } from '#lib/contracts/bars.ts'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import { scanRequest } from '#lib/contracts/pairs.ts'
import type { Role, RoleContext } from '../role.ts'

/** Bars at the first start, and the most that are made up for after a pause. */
const historyBars = 1_500
const catchUpBars = 3_600
const scanBars = 1_200
/** A pause up to so many bars is made up for bar by bar, each with its event: a restart leaves no gap in what subscribers see. */
const toldBars = 120

interface Place {
  readonly seriesId: number
  readonly instrumentId: string
}

/**
 * Brings the bars of the simulated venue in: history first, then each bar when it closes. A bar and its event are
 * written in one transaction; what was missed while the process was away is written first, in order.
 */
export const feed: Role = {
  name: 'feed',
  async start(context) {
    const { env, connection, log } = context
    if (env.TITAN_SIM === 'off') return { stop: async () => {} }
    const ending = new AbortController()
    const venue = simulatedFeed({
      seed: env.TITAN_SIM_SEED,
      timeframe: env.TITAN_SIM_TIMEFRAME,
      now: Date.now,
      wait: (ms) => sleep(ms, undefined, { signal: ending.signal }).catch(() => {}),
    })
    const ownerId = await ensureSystemUser(connection.db)
    const places = new Map<string, Place>()
    for (const one of venue.instruments) {
      const { symbol, kind, tick, lot, currency, calendar } = one
      const { id, instrumentId } = await ensureSeries(
        connection.sql,
        { venue: venue.venue, symbol, kind, tick, lot, currency, calendar },
        { timeframe: venue.timeframe, source: venue.source, adjustment: 'raw' },
      )
      places.set(symbol, { seriesId: id, instrumentId })
    }
    const lastTs = await fillHistory(context, venue, places)
    await firstScan(context, ownerId, lastTs, venue.timeframe, venue.venue)
    await keepTidy(context, ownerId)

    let written = 0
    let year = 0
    const write = async (step: BarStep) => {
      if (new Date(step.ts).getUTCFullYear() !== year) {
        year = new Date(step.ts).getUTCFullYear()
        await connection.sql`select ensure_bar_partitions(${new Date(step.ts)}, ${new Date(step.ts + 86_400_000)})`
      }
      await writeStep(context, step, places, venue.timeframe)
      written += step.bars.length
    }
    const done = (async () => {
      let after = lastTs
      while (!ending.signal.aborted) {
        try {
          for await (const step of venue.live(after, ending.signal)) {
            await write(step)
            after = step.ts
          }
        } catch (error) {
          // The database went away: the bars of the pause are written when it is back.
          log.warn({ err: error }, 'bars could not be written; trying again')
          await sleep(1_000, undefined, { signal: ending.signal }).catch(() => {})
        }
      }
    })()
    return {
      async stop() {
        ending.abort()
        await done
      },
      detail: () => ({ barsWritten: written }),
    }
  },
}

type Venue = ReturnType<typeof simulatedFeed>

/** Writes what is missing up to now; returns the open time of the last bar. */
async function fillHistory(
  { connection, url, log }: RoleContext,
  venue: Venue,
  places: ReadonlyMap<string, Place>,
): Promise<number> {
  const [first] = places.values()
  const [row] = await connection.sql<{ ts: number | null }[]>`
    select (extract(epoch from max(ts)) * 1000)::float8 as ts from bars where series_id = ${first.seriesId}`
  const now = Date.now()
  const barMs = timeframeMs[venue.timeframe]
  const missing = row.ts === null ? historyBars : Math.min(catchUpBars, Math.floor((now - row.ts) / barMs) - 1)
  if (missing <= 0) return row.ts ?? now
  if (row.ts !== null && missing <= toldBars) return row.ts
  const writer = await bulkWriter(url)
  try {
    let lastTs = row.ts ?? 0
    for (const { symbol, bars: columns } of venue.history(missing, now)) {
      const seriesId = places.get(symbol)?.seriesId
      if (seriesId === undefined) continue
      for (let i = 0; i < columns.ts.length; i++) {
        if (row.ts !== null && columns.ts[i] <= row.ts) continue
        lastTs = Math.max(lastTs, columns.ts[i])
        writer.add({
          seriesId,
          line: 0,
          ts: columns.ts[i],
          open: at(columns.open, i),
          high: at(columns.high, i),
          low: at(columns.low, i),
          close: columns.close[i],
          volume: at(columns.volume, i),
        })
      }
      if (writer.size > 25_000) await writer.flush({ mayRepeat: false })
    }
    await writer.flush({ mayRepeat: false })
    log.info({ bars: missing, instruments: places.size }, 'history written')
    return lastTs
  } finally {
    await writer.close()
  }
}

const at = (column: Float64Array | null, i: number): number | null => (column ? column[i] : null)

async function writeStep(
  { connection }: RoleContext,
  step: BarStep,
  places: ReadonlyMap<string, Place>,
  timeframe: string,
): Promise<void> {
  const rows = step.bars.flatMap(({ symbol, bar }) => {
    const place = places.get(symbol)
    return place ? [{ place, bar }] : []
  })
  await connection.db.transaction(async (tx) => {
    const written = await tx
      .insert(bars)
      .values(rows.map(({ place, bar }) => ({ seriesId: place.seriesId, ts: new Date(bar.ts), ...valuesOf(bar) })))
      .onConflictDoNothing()
      .returning({ seriesId: bars.seriesId })
    // A bar that stands there already was told when it was written: a second feed, or the same after a lost answer.
    const fresh = new Set(written.map(({ seriesId }) => seriesId))
    const told = rows.filter(({ place }) => fresh.has(place.seriesId))
    await publish(
      tx,
      told.map(({ place, bar }) => ({
        stream: 'bars' as const,
        key: place.instrumentId,
        ownerId: null,
        visibility: 'shared' as const,
        payload: { ...place, timeframe, ts: bar.ts, ...valuesOf(bar) },
      })),
    )
  })
}

const valuesOf = ({ open, high, low, close, volume }: Bar) => ({ open, high, low, close, volume })

/** On a new installation: one scan of the simulated market, whose kept pairs are watched. */
async function firstScan(
  { connection, url }: RoleContext,
  ownerId: string,
  lastTs: number,
  timeframe: Timeframe,
  venue: string,
): Promise<void> {
  const known = await connection.db.select({ id: pairs.id }).from(pairs).where(eq(pairs.ownerId, ownerId)).limit(1)
  if (known.length > 0) return
  const barMs = timeframeMs[timeframe]
  const request = scanRequest.parse({
    venue,
    timeframe,
    from: lastTs - scanBars * barMs,
    to: lastTs,
    watchKept: true,
    visibility: 'shared',
  })
  const queue = await createQueue(url)
  try {
    await connection.db.transaction(async (tx) => {
      const jobId = newId()
      await insertScan(tx, { id: newId(), jobId, ownerId, visibility: 'shared', request, state: 'queued' })
      await queue.enqueue(tx, { id: jobId, kind: 'scan', payload: request, ownerId, visibility: 'shared' })
    })
  } finally {
    await queue.close()
  }
}

/** Old events and simulated bars go every hour, or a quiet installation would fill its disk. */
async function keepTidy({ connection, url }: RoleContext, ownerId: string): Promise<void> {
  const id = newId()
  const made = await connection.db
    .insert(schedules)
    .values({
      id,
      name: 'cleanup',
      cron: '17 * * * *',
      timeZone: 'UTC',
      jobKind: 'cleanup',
      payload: {},
      ownerId,
      visibility: 'shared',
    })
    .onConflictDoNothing()
    .returning({ id: schedules.id })
  if (made.length === 0) return
  const queue = await createQueue(url)
  await queue.schedule(id).finally(() => queue.close())
}
