import { once } from 'node:events'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Quarantined } from '#lib/contracts/bars.ts'

/** Epoch of PostgreSQL's binary timestamps, 2000-01-01, in Unix milliseconds. */
const postgresEpochMs = 946_684_800_000
const rowBytes = 2 + (4 + 4) + (4 + 8) + 5 * (4 + 8)
const header = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex')
const trailer = Buffer.from([0xff, 0xff])

export interface BulkBar {
  readonly seriesId: number
  readonly line: number
  readonly ts: number
  readonly open: number | null
  readonly high: number | null
  readonly low: number | null
  readonly close: number
  readonly volume: number | null
}

export interface BulkResult {
  /** Rows new or different from what was stored. */
  readonly changed: number
  /** Lines whose time an earlier line of the batch already has, with other values. */
  readonly duplicates: { seriesId: number; line: number; ts: number }[]
}

export interface BulkWriter {
  add(bar: BulkBar): void
  readonly size: number
  /**
   * One transaction. Where nothing is stored yet, COPY (binary) straight into the table; otherwise into a staging table
   * and upsert: writing the same rows again changes nothing. `mayRepeat`: a time may stand in the batch twice.
   */
  flush(options?: { mayRepeat?: boolean }): Promise<BulkResult>
  quarantine(importId: string, rows: readonly Quarantined[]): Promise<void>
  close(): Promise<void>
}

/** Rows in PostgreSQL's binary COPY format, and which lines they came from. */
function batchOf(capacity: number) {
  const buffer = Buffer.allocUnsafe(header.length + capacity * rowBytes + trailer.length)
  header.copy(buffer)
  const seriesIds = new Int32Array(capacity)
  const times = new Float64Array(capacity)
  const lineNumbers = new Float64Array(capacity)
  let at = header.length
  let size = 0
  const float = (value: number | null) => {
    if (value === null) {
      at = buffer.writeInt32BE(-1, at)
    } else {
      buffer.writeInt32BE(8, at)
      at = buffer.writeDoubleBE(value, at + 4)
    }
  }
  return {
    seriesIds,
    times,
    lineNumbers,
    get size() {
      return size
    },
    add(bar: BulkBar) {
      seriesIds[size] = bar.seriesId
      times[size] = bar.ts
      lineNumbers[size] = bar.line
      size += 1
      buffer.writeInt16BE(7, at)
      buffer.writeInt32BE(4, at + 2)
      buffer.writeInt32BE(bar.seriesId, at + 6)
      const microseconds = (bar.ts - postgresEpochMs) * 1_000
      const high = Math.floor(microseconds / 4_294_967_296)
      buffer.writeInt32BE(8, at + 10)
      buffer.writeInt32BE(high, at + 14)
      at = buffer.writeUInt32BE(microseconds - high * 4_294_967_296, at + 18)
      float(bar.open)
      float(bar.high)
      float(bar.low)
      float(bar.close)
      float(bar.volume)
    },
    bytes(): Buffer {
      trailer.copy(buffer, at)
      return buffer.subarray(0, at + trailer.length)
    },
    clear() {
      at = header.length
      size = 0
    },
  }
}
type Batch = ReturnType<typeof batchOf>

/** The fast way in, one connection. node-postgres: its COPY stream reports a bad row at once (postgres.js hangs). */
export async function bulkWriter(url: string, capacity = 32_768): Promise<BulkWriter> {
  const client = new pg.Client({ connectionString: url, application_name: 'titan-import' })
  await client.connect()
  await client.query(`set timezone = 'UTC'; set synchronous_commit = off;
    create temp table staging (series_id int4, ts timestamptz, open float8, high float8, low float8, close float8, volume float8)`)
  // Two batches, so that one fills while the other is on its way.
  let filling = batchOf(capacity)
  let spare = batchOf(capacity)
  const years = new Set<number>()

  const copy = async (table: string, bytes: Buffer) => {
    const stream = client.query(
      copyFrom(`copy ${table} (series_id, ts, open, high, low, close, volume) from stdin (format binary)`),
    )
    stream.end(bytes)
    await once(stream, 'finish')
  }
  const write = async (batch: Batch, mayRepeat: boolean): Promise<BulkResult> => {
    const span = spanOf(batch)
    const from = new Date(span.first)
    const to = new Date(span.last)
    if (!years.has(from.getUTCFullYear()) || !years.has(to.getUTCFullYear())) {
      await client.query('select ensure_bar_partitions($1, $2)', [from, to])
      for (let year = from.getUTCFullYear(); year <= to.getUTCFullYear(); year++) years.add(year)
    }
    if (!mayRepeat) {
      const { rowCount } = await client.query(
        'select 1 from bars where series_id = any($1) and ts between $2 and $3 limit 1',
        [span.seriesIds, from, to],
      )
      if (rowCount === 0) {
        await copy('bars', batch.bytes())
        return { changed: batch.size, duplicates: [] }
      }
    }
    await client.query('truncate staging')
    await copy('staging', batch.bytes())
    const repeated = mayRepeat ? await removeRepeats(client) : []
    const { rowCount } = await client.query(`
      insert into bars as b (series_id, ts, open, high, low, close, volume)
      select series_id, ts, open, high, low, close, volume from staging
      on conflict (series_id, ts) do update set open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume
      where (b.open, b.high, b.low, b.close, b.volume) is distinct from (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume)`)
    return {
      changed: rowCount ?? 0,
      duplicates: repeated.map((repeat) => ({ ...repeat, line: lineOf(batch, repeat) })),
    }
  }

  return {
    get size() {
      return filling.size
    },
    add: (bar) => filling.add(bar),
    async flush({ mayRepeat = true } = {}) {
      if (filling.size === 0) return { changed: 0, duplicates: [] }
      const batch = filling
      ;[filling, spare] = [spare, filling]
      await client.query('begin')
      try {
        const result = await write(batch, mayRepeat)
        await client.query('commit')
        return result
      } catch (error) {
        await client.query('rollback').catch(() => {})
        throw error
      } finally {
        batch.clear()
      }
    },
    async quarantine(importId, rows) {
      for (let from = 0; from < rows.length; from += 1_000) {
        await client.query(
          `insert into quarantine (import_id, file, line, field, rule, message, raw)
           select $1, * from jsonb_to_recordset($2::jsonb) as r(file text, line int8, field text, rule text, message text, raw text)`,
          [importId, JSON.stringify(rows.slice(from, from + 1_000))],
        )
      }
    },
    close: () => client.end(),
  }
}

function spanOf({ times, seriesIds, size }: Batch) {
  let first = times[0]
  let last = times[0]
  for (let i = 1; i < size; i++) {
    if (times[i] < first) first = times[i]
    if (times[i] > last) last = times[i]
  }
  return { first, last, seriesIds: [...new Set(seriesIds.subarray(0, size))] }
}

/** The last line of the batch with this series and time: the one that was not kept. */
function lineOf({ times, seriesIds, lineNumbers, size }: Batch, it: { seriesId: number; ts: number }): number {
  for (let i = size - 1; i >= 0; i--) if (times[i] === it.ts && seriesIds[i] === it.seriesId) return lineNumbers[i]
  return 0
}

/** Keeps the first row of each time (rows lie in the order of their lines); returns those that say something else. */
async function removeRepeats(client: pg.Client): Promise<{ seriesId: number; ts: number }[]> {
  const { rows } = await client.query<{ series_id: number; ts: Date; differs: boolean }>(`
    with ranked as (
      select ctid as place, series_id, ts, row_number() over same as rank,
        (open, high, low, close, volume) is distinct from (first_value(open) over same, first_value(high) over same, first_value(low) over same, first_value(close) over same, first_value(volume) over same) as differs
      from staging window same as (partition by series_id, ts order by ctid)
    )
    delete from staging using ranked where staging.ctid = ranked.place and ranked.rank > 1
    returning ranked.series_id, ranked.ts, ranked.differs`)
  return rows.filter((row) => row.differs).map((row) => ({ seriesId: row.series_id, ts: row.ts.getTime() }))
}
