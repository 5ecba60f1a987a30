import { fieldsOf, paramsOf } from '#app/_ui/schema-form.ts'
import { type CatalogueEntry, type IndicatorsData, shownBars } from './documents.ts'

export type Asked = Readonly<Record<string, string | string[] | undefined>>

/** One series of bars that can be chosen. */
export interface Choosable {
  readonly id: string
  readonly instrumentId: string
  readonly symbol: string
  readonly venue: string
  readonly simulated: boolean
  readonly timeframe: string
  readonly source: string
  readonly adjustment: string
}

type Listed = IndicatorsData['instruments']['edges'][number]['node']

export const seriesOf = (nodes: readonly Listed[]): Choosable[] =>
  nodes.flatMap((node) =>
    node.series.map(({ id, timeframe, source, adjustment }) => ({
      id: String(id),
      instrumentId: node.id,
      symbol: node.symbol,
      venue: node.venue,
      simulated: node.simulated,
      timeframe,
      source,
      adjustment,
    })),
  )

/** The series the page came with: that of the address, and the first ones there are. */
export function choosable({
  instrument,
  instruments,
}: Pick<IndicatorsData, 'instrument' | 'instruments'>): Choosable[] {
  const nodes = instruments.edges.map(({ node }) => node)
  return seriesOf(instrument && !nodes.some(({ id }) => id === instrument.id) ? [instrument, ...nodes] : nodes)
}

/** One line that names a series and no other. */
export const seriesTitle = (one: Choosable): string =>
  `${one.symbol}, ${one.venue} ${one.timeframe} ${one.adjustment}, ${one.source}`

/** Quotes are not kept with bars: what reads them cannot be drawn from bars. */
export const readsQuotes = (entry: Pick<CatalogueEntry, 'inputs'>): boolean =>
  entry.inputs.some((input) => /^(bid|ask)/.test(input))

export const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

/** The indicator, series and parameters that the address asks for; what it does not name is the usual. */
export function questionOf(data: IndicatorsData, asked: Asked) {
  const entry =
    data.indicators.find(({ name }) => name === first(asked.name)) ??
    data.indicators.find(({ name }) => name === 'bollinger') ??
    data.indicators[0]
  const all = choosable(data)
  const series = all.find(({ id }) => id === first(asked.series)) ?? all[0] ?? null
  const params = paramsOf(fieldsOf(entry.params), (field) => first(asked[`params.${field}`]) ?? null)
  const variables = series && {
    name: entry.name,
    params,
    instrumentId: series.instrumentId,
    timeframe: series.timeframe,
    source: series.source,
    adjustment: series.adjustment,
    last: shownBars,
  }
  return { entry, series, params, variables }
}
