import type { Connection } from '#db/client.ts'
import { findInstrument } from '#db/queries/instruments.ts'
import { chooseSeries, loadBars } from '#db/queries/series.ts'
import type { Bars } from '#lib/contracts/bars.ts'
import { Fault } from '#lib/fault.ts'

export interface WhichBars {
  readonly instrumentId: string
  readonly timeframe?: string | null
  readonly source?: string | null
  readonly adjustment?: string | null
}

/** The newest bars of one series of an instrument. @throws Fault when there is none, or several fit. */
export async function readInstrumentBars(
  { db, sql }: Pick<Connection, 'db' | 'sql'>,
  { instrumentId, timeframe, source, adjustment }: WhichBars,
  last: number,
): Promise<Bars> {
  const instrument = await findInstrument(db, instrumentId)
  if (!instrument) throw new Fault('missing', 'There is no such instrument')
  const { chosen } = await chooseSeries(sql, {
    symbols: [instrument.symbol],
    venue: instrument.venue,
    timeframe: timeframe ?? undefined,
    source: source ?? undefined,
    adjustment: adjustment ?? undefined,
  })
  const [series] = chosen
  if (!series) throw new Fault('missing', `${instrument.symbol} has no such series`)
  return loadBars(sql, series.id, { last })
}

/** The newest `last` values of a column. */
export const newest = (column: Float64Array, last: number): Float64Array =>
  column.subarray(Math.max(0, column.length - last))
