import type { Bars } from '#lib/contracts/bars.ts'
import type { Adjustment, Timeframe } from '#lib/contracts/common.ts'
import type { Instrument, InstrumentKind } from '#lib/contracts/instruments.ts'
import { Fault } from '#lib/fault.ts'
import type { Sql } from '../client.ts'
import { newId } from '../ids.ts'

export interface SeriesQuery {
  readonly venue?: string
  readonly timeframe?: string
  readonly source?: string
  readonly adjustment?: string
  /** Empty or missing: all symbols. */
  readonly symbols?: readonly string[]
}

export interface FoundSeries {
  readonly id: number
  readonly instrumentId: string
  readonly venue: string
  readonly symbol: string
  readonly timeframe: Timeframe
  readonly source: string
  readonly adjustment: Adjustment
}

/** Series by what they are, in order of symbol. */
export async function findSeries(
  sql: Sql,
  { venue, timeframe, source, adjustment, symbols = [] }: SeriesQuery,
): Promise<FoundSeries[]> {
  return sql<FoundSeries[]>`
    select s.id, s.instrument_id as "instrumentId", i.venue, i.symbol, s.timeframe, s.source, s.adjustment
    from series s join instruments i on i.id = s.instrument_id
    where true
      ${venue ? sql`and i.venue = ${venue}` : sql``} ${timeframe ? sql`and s.timeframe = ${timeframe}` : sql``}
      ${source ? sql`and s.source = ${source}` : sql``} ${adjustment ? sql`and s.adjustment = ${adjustment}` : sql``}
      ${symbols.length > 0 ? sql`and i.symbol in ${sql(symbols as string[])}` : sql``}
    order by i.symbol, s.id`
}

/**
 * One series a symbol. A symbol with several (two vendors, raw and adjusted) is refused and the choices are named: no
 * test may silently mix them. Symbols that are asked for and not there are returned in `missing`.
 */
export async function chooseSeries(
  sql: Sql,
  query: SeriesQuery,
): Promise<{ chosen: FoundSeries[]; missing: string[] }> {
  const found = await findSeries(sql, query)
  const bySymbol = Map.groupBy(found, (one) => one.symbol)
  const ambiguous = [...bySymbol.values()].find((choices) => choices.length > 1)
  if (ambiguous) {
    const choices = ambiguous.map(
      (one) => `venue ${one.venue}, timeframe ${one.timeframe}, source ${one.source}, adjustment ${one.adjustment}`,
    )
    throw new Fault('input', `${ambiguous[0].symbol} has ${ambiguous.length} series: ${choices.join('; ')}`, {
      hint: 'Name the venue, timeframe, source or adjustment',
    })
  }
  return { chosen: found, missing: (query.symbols ?? []).filter((symbol) => !bySymbol.has(symbol)) }
}

/** Bars of one series as columns, oldest first. `last` keeps the newest so many. */
export async function loadBars(
  sql: Sql,
  seriesId: number,
  range: { from?: number; to?: number; last?: number } = {},
): Promise<Bars> {
  const rows: (number | null)[][] = await sql`
    select * from (
      select (extract(epoch from ts) * 1000)::float8 as ts, open, high, low, close, volume from bars
      where series_id = ${seriesId}
        ${range.from === undefined ? sql`` : sql`and ts >= ${new Date(range.from)}`} ${range.to === undefined ? sql`` : sql`and ts <= ${new Date(range.to)}`}
      order by bars.ts desc ${range.last === undefined ? sql`` : sql`limit ${range.last}`}
    ) newest order by ts`.values()
  const column = (at: number) => {
    const values = new Float64Array(rows.length)
    let some = false
    for (let i = 0; i < rows.length; i++) {
      const value = rows[i][at]
      values[i] = value ?? Number.NaN
      some ||= value !== null
    }
    return some ? values : null
  }
  return {
    ts: column(0) ?? new Float64Array(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4) ?? new Float64Array(0),
    volume: column(5),
  }
}

/** Times and closes of many series at once: what a scan reads. In the order of `seriesIds`. */
export async function loadCloses(
  sql: Sql,
  seriesIds: readonly number[],
  range: { from?: number; to?: number; last?: number } = {},
): Promise<{ ts: Float64Array; close: Float64Array }[]> {
  const loaded: { ts: Float64Array; close: Float64Array }[] = []
  // A few at a time: one answer of a thousand series would stand in memory three times over.
  for (let at = 0; at < seriesIds.length; at += 16) {
    const some = seriesIds.slice(at, at + 16)
    loaded.push(...(await Promise.all(some.map((id) => loadCloseColumns(sql, id, range)))))
  }
  return loaded
}

async function loadCloseColumns(sql: Sql, seriesId: number, range: { from?: number; to?: number; last?: number }) {
  const rows: number[][] = await sql`
    select (extract(epoch from ts) * 1000)::float8, close from bars
    where series_id = ${seriesId}
      ${range.from === undefined ? sql`` : sql`and ts >= ${new Date(range.from)}`} ${range.to === undefined ? sql`` : sql`and ts <= ${new Date(range.to)}`}
    order by bars.ts desc ${range.last === undefined ? sql`` : sql`limit ${range.last}`}`.values()
  const n = rows.length
  const ts = new Float64Array(n)
  const close = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    ts[n - 1 - i] = rows[i][0]
    close[n - 1 - i] = rows[i][1]
  }
  return { ts, close }
}

export interface NewInstrument extends Pick<Instrument, 'venue' | 'symbol' | 'tick' | 'lot' | 'currency' | 'calendar'> {
  readonly kind: InstrumentKind
}

type Terms = Pick<NewInstrument, 'kind' | 'tick' | 'lot' | 'currency' | 'calendar'>

/** Says anew what is known of instruments: only what is given is changed. */
export async function setTerms(
  sql: Sql,
  { venue, symbols }: { readonly venue: string; readonly symbols: readonly string[] },
  {
    kind = null,
    tick = null,
    lot = null,
    currency = null,
    calendar = null,
  }: Partial<{ [K in keyof Terms]: Terms[K] | null }>,
): Promise<void> {
  await sql`update instruments set kind = coalesce(${kind}, kind), tick = coalesce(${tick}, tick), lot = coalesce(${lot}, lot),
    currency = coalesce(${currency}, currency), calendar = coalesce(${calendar}, calendar)
    where venue = ${venue} and symbol = any(${symbols as string[]}::text[])`
}

/** Makes the tick of an instrument finer where its prices would not lie on it: 0.01 is no step for what costs 0.00002. */
export async function refineTick(
  sql: Sql,
  { venue, symbol }: { venue: string; symbol: string },
  finest: string,
): Promise<void> {
  await sql`update instruments set tick = ${finest} where venue = ${venue} and symbol = ${symbol} and tick::numeric > ${finest}::numeric`
}

/** The instrument's series, made when it is new. An instrument that is there keeps its tick, lot and calendar. */
export async function ensureSeries(
  sql: Sql,
  instrument: NewInstrument,
  identity: { timeframe: string; source: string; adjustment: string },
): Promise<{ id: number; instrumentId: string }> {
  const { venue, symbol, kind, tick, lot, currency, calendar } = instrument
  await sql`insert into instruments (id, venue, symbol, kind, tick, lot, currency, calendar)
    values (${newId()}, ${venue}, ${symbol}, ${kind}, ${tick}, ${lot}, ${currency}, ${calendar}) on conflict (venue, symbol) do nothing`
  const { timeframe, source, adjustment } = identity
  await sql`insert into series (instrument_id, timeframe, source, adjustment)
    select id, ${timeframe}, ${source}, ${adjustment} from instruments where venue = ${venue} and symbol = ${symbol}
    on conflict (instrument_id, timeframe, source, adjustment) do nothing`
  const [row] = await sql<{ id: number; instrumentId: string }[]>`
    select s.id, s.instrument_id as "instrumentId" from series s join instruments i on i.id = s.instrument_id
    where i.venue = ${venue} and i.symbol = ${symbol} and s.timeframe = ${timeframe} and s.source = ${source} and s.adjustment = ${adjustment}`
  return row
}
