import { inArray } from 'drizzle-orm'
import type { Connection } from '#db/client.ts'
import { chooseSeries, findSeries, loadBars } from '#db/queries/series.ts'
import { instruments } from '#db/schema/instruments.ts'
import { type SymbolBars, wholeDay } from '#lib/backtest/data.ts'
import type { BacktestRequest, InstrumentTerms } from '#lib/contracts/backtests.ts'
import { type Timeframe, timeframeMs } from '#lib/contracts/common.ts'
import { Fault } from '#lib/fault.ts'

/** What says which bars are wanted: the fields that every question about bars has. */
export type BarsWanted = Pick<
  BacktestRequest,
  'symbols' | 'venue' | 'timeframe' | 'source' | 'adjustment' | 'from' | 'to' | 'detail'
>

/** The question for the finer bars: to the end of the last bar, not to its open. */
export const finerOf = (request: BarsWanted, detail: Timeframe): BarsWanted => ({
  ...request,
  timeframe: detail,
  to:
    request.to === undefined
      ? undefined
      : (wholeDay(request.to, request.timeframe) ?? 0) + timeframeMs[request.timeframe] - 1,
})

export interface LoadedBars {
  readonly bars: SymbolBars[]
  readonly seriesIds: number[]
  /** Ids of the instruments, in the order of the symbols. */
  readonly instrumentIds: string[]
  readonly terms: InstrumentTerms
}

/** What is missing as it was asked for, and what there is of it: another source or adjustment is one option away. */
async function noBars(
  { sql }: Pick<Connection, 'sql'>,
  missing: readonly string[],
  request: BarsWanted,
): Promise<Fault> {
  const { timeframe, venue, source, adjustment } = request
  const terms = [venue && `venue ${venue}`, source && `source ${source}`, adjustment && `adjustment ${adjustment}`]
  const asked = terms.filter(Boolean).join(', ')
  const there = await findSeries(sql, { symbols: missing })
  const known = there
    .slice(0, 4)
    .map((one) => `${one.symbol} ${one.timeframe} of ${one.venue}, ${one.source}, ${one.adjustment}`)
  return new Fault('missing', `There are no ${timeframe} bars of ${missing.join(', ')}${asked ? ` (${asked})` : ''}`, {
    next: 'fix',
    hint: known.length > 0 ? `There is ${known.join('; ')}` : 'titan data list shows what there is',
  })
}

/** The bars that are asked for, one entry a symbol, in the order of the request, and what is known of the instruments. */
export async function loadSymbols({ sql, db }: Connection, request: BarsWanted): Promise<LoadedBars> {
  const { chosen, missing } = await chooseSeries(sql, request)
  if (missing.length > 0) throw await noBars({ sql }, missing, request)
  const series = request.symbols
    .map((symbol) => chosen.find((one) => one.symbol === symbol))
    .filter((one) => one !== undefined)
  const bars = await Promise.all(
    series.map(async ({ id, symbol }) => ({
      symbol,
      bars: await loadBars(sql, id, { from: request.from, to: wholeDay(request.to, request.timeframe) }),
    })),
  )
  const rows = await db
    .select()
    .from(instruments)
    .where(inArray(instruments.id, [...new Set(series.map(({ instrumentId }) => instrumentId))]))
  const each = series.flatMap((one) => {
    const row = rows.find(({ id }) => id === one.instrumentId)
    return row ? [{ ...row, adjustment: one.adjustment }] : []
  })
  const by = (all: typeof each, pick: (row: (typeof each)[number]) => string) =>
    Object.fromEntries(all.map((row) => [row.symbol, pick(row)]))
  return {
    bars,
    seriesIds: series.map(({ id }) => id),
    instrumentIds: series.map(({ instrumentId }) => instrumentId),
    terms: {
      lots: by(each, ({ lot }) => lot),
      // Adjusted prices never traded: no venue's step applies to them.
      ticks: by(
        each.filter(({ adjustment }) => adjustment === 'raw'),
        ({ tick }) => tick,
      ),
      perpetual: each.filter(({ kind }) => kind === 'swap').map(({ symbol }) => symbol),
      calendars: by(each, ({ calendar }) => calendar),
      currencies: by(each, ({ currency }) => currency),
    },
  }
}
